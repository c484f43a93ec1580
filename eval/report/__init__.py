"""What a run is written as: tables on the terminal, and files for people and for other programs."""
