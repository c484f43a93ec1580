"""Every error that a user may meet, drawn as a tree; each message names the thing and the remedy.

VeiviserError                     anything that this project raises on purpose
├── SettingError                  a setting is wrong or missing: mend the setting (exit code 2)
├── UsageError                    the command or request is wrong: mend the call (exit code 2)
├── SourceError                   one file cannot be used: mend or leave out the file
├── NotIndexedError               the thing asked for is not in the index: ingest it first
├── NotKeptError                  the answer or conversation asked for was never kept here: ask anew
├── ForgottenError                it was deleted or has expired: ask anew
├── BusyError                     another process is writing: wait for it
├── ModelError                    the language model does not answer: the answer is told without it
└── StoreError                    the stored index cannot be read or written: rebuild or mend the disk
"""

from collections.abc import Mapping


class VeiviserError(Exception):
    """Anything that this project raises on purpose; its text is one sentence for the user, in bokmål.

    `key` names the same sentence in the page's message catalogue, and `values` what stands in it, where it is there.
    """

    def __init__(self, text: str = "", *, key: str = "", values: Mapping[str, object] | None = None) -> None:
        super().__init__(text)
        self.key = key
        self.values = dict(values or {})


class SettingError(VeiviserError):
    """A setting is wrong or missing."""


class UsageError(VeiviserError):
    """A command or a request is wrong."""


class SourceError(VeiviserError):
    """One file cannot be used."""


class NotIndexedError(VeiviserError):
    """What was asked for is not in the index."""


class NotKeptError(VeiviserError):
    """An answer or conversation that was never kept here."""


class ForgottenError(VeiviserError):
    """An answer or conversation that was deleted, or kept no longer than it may be."""


class BusyError(VeiviserError):
    """Another process is writing to the same data folder."""


class StoreError(VeiviserError):
    """The stored index cannot be read or written."""


class ModelError(VeiviserError):
    """The language model does not answer, or not within its limits."""
