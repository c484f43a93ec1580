"""How much one file may hold before it is refused. Every limit of the readers is here; none is a setting."""

MEGABYTE = 1024 * 1024

FILE_BYTES_MAX = 100 * MEGABYTE
PDF_BYTES_MAX = 200 * MEGABYTE
TEXT_BYTES_MAX = 20 * MEGABYTE
PAGES_MAX = 5_000

# What a packed file may unfold to. A slide deck is mostly pictures, which hardly unfold at all.
UNPACKED_BYTES_MAX = 400 * MEGABYTE
UNPACKED_PART_BYTES_MAX = 100 * MEGABYTE
UNPACKED_TEXT_BYTES_MAX = 3 * TEXT_BYTES_MAX
UNPACKED_RATIO_MAX = 200
# Below this size a high ratio is harmless: a small sheet of repeated rows packs a thousandfold.
UNPACKED_RATIO_FROM_BYTES = 20 * MEGABYTE
ZIP_MEMBERS_MAX = 20_000

# Scanned pages: at most this many pixels a page, seconds a page, and seconds a file.
OCR_DPI = 300
OCR_PIXELS_MAX = 25_000_000
OCR_PAGE_SECONDS = 30
OCR_FILE_SECONDS = 80

# The child process that reads: its address space, and the wall clock for one file.
CHILD_MEMORY_MB = 2048
CHILD_SECONDS = 120

WARNINGS_MAX = 50
