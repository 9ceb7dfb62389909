"""Plans and records on the disk: read, written, and edited without touching another byte."""
