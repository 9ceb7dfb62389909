"""The program as it is, but for simulated phones that think no longer than a program does.

Run as `python hasty_program.py ARGUMENTS`: a rehearsal on the screen waits for its leader alone.
"""

from __future__ import annotations

from workshop.cli import main
from workshop.rehearsal import crowd

if __name__ == "__main__":
    crowd.HUMAN = crowd.FAST
    main(prog_name="workshop")
