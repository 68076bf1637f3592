"""``python -m boolnet``: the program ``boolnet`` of this very Python."""

from boolnet.cli.start import main

if __name__ == "__main__":
    main()
