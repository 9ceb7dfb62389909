"""Agendas: what an author writes, the cards and pulses they may name, and who picks what is left open."""
