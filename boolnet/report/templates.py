"""What ``boolnet new`` writes: small models that explain themselves."""

from __future__ import annotations

_NETWORK = """\
# A rule file: one line for each node, the node, a comma, its rule.
#   &  and      |  or      !  not      ( )  grouping
# Every node takes the value of its rule in the next step. Names are case-sensitive.
# This is an example: replace its rules by yours. `boolnet check FILE` says what is wrong.

targets, factors

# Inputs keep the value they start with: the rule is the node itself.
#@ EGF: kind: input | name: "epidermal growth factor"
EGF, EGF
#@ Drug: kind: drug | name: "an inhibitor of EGFR"
Drug, Drug

# Lines with #@ say what is known; boolnet reads them, other programs skip them.
# About a node: #@ NODE: key: value | key: value. About a regulation: who says so, in which cells.
#@ EGF -> EGFR | source: "Author et al. 2020, Journal 1:1" | cell: A431 | confidence: high
#@ Drug -| EGFR | source: "data sheet" | confidence: medium
#@ EGFR: kind: protein | note: "the drug wins over the ligand"
EGFR, EGF & !Drug

# Any of two activators: or. A node may keep itself on.
ERK, EGFR | ERK & !DUSP6
DUSP6, ERK

# Readouts: nodes on which nothing depends. Phenotypes are conditions on them.
#@ Proliferation: kind: phenotype
Proliferation, ERK & !DUSP6
"""

_EMPTY = """\
targets, factors
# NODE, RULE        inputs: NODE, NODE        and: &   or: |   not: !
Input, Input
Output, Input
"""

_LEVELS = """\
# None, normal and excess with yes and no: each level is a node that includes the one before it.
# `boolnet check FILE` proves that no attractor breaks the order (BN409).

#@ levels: Ligand < Ligand_hi
#@ levels: Response < Response_hi

targets, factors
#@ Ligand: kind: input | note: "0 is none, 1 is some"
Ligand, Ligand
#@ Ligand_hi: kind: input | note: "1 is much"
Ligand_hi, Ligand_hi & Ligand
Response, Ligand
Response_hi, Ligand_hi & Ligand
"""

# By name: one line about it, and the text.
TEMPLATES = {
    "network": ("inputs, evidence, feedback, a readout; explained", _NETWORK),
    "empty": ("two nodes to start from", _EMPTY),
    "levels": ("none, normal and excess", _LEVELS),
}
