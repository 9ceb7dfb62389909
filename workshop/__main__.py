"""`python -m workshop`: the same as the command."""

from workshop.cli import main

if __name__ == "__main__":
    main(prog_name="workshop")
