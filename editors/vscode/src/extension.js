// A thin client: everything is known by the server, `boolnet lsp`.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

// Files in other formats, which have no language of their own here.
const OTHERS = "**/*.{aeon,bnd,an,sbml,ginml,bma.json,sif,tt.csv,tt.tsv}";

let client;

function createClient() {
  const [command, ...args] = vscode.workspace.getConfiguration("boolnet").get("command");
  return new LanguageClient(
    "boolnet",
    "boolnet",
    { command, args, transport: TransportKind.stdio },
    {
      documentSelector: [
        { scheme: "file", language: "bnet" },
        { scheme: "untitled", language: "bnet" },
        { scheme: "file", pattern: OTHERS },
      ],
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher("**/{boolnet,pyproject}.toml"),
      },
    },
  );
}

async function start() {
  client = createClient();
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `boolnet does not start (${error.message}). ` +
        'It needs: pip install "boolnet[lsp]"; the setting boolnet.command says where it is.',
    );
  }
}

async function stop() {
  if (client !== undefined) {
    const ending = client;
    client = undefined;
    await ending.dispose();
  }
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("boolnet.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("boolnet.command")) {
        restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
