"""Where a new key or table goes in a TOML file that people edit: comments stay with what they are about.

The one module that knows tomlkit from inside: its own `append` puts a new key behind the comments that stand
above the next table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.container import Container
from tomlkit.items import AoT, Array, Comment, InlineTable, Item, Key, Null, Table, Whitespace

from workshop.storage.toml.reading import table_of

Place = Container | Table | InlineTable
"""What holds keys: the file, one of its tables, or a table in braces."""

_Body = list[tuple[Key | None, Item]]


def document_of(text: str, where: str) -> TOMLDocument:
    """A TOML text with its comments and blank lines, to be changed and written again.

    Raises:
        UnusableFile: as `table_of`.
        TOMLKitError, ValueError, RecursionError: tomlkit cannot read what the reader of all files can.
    """
    table_of(text.encode(), where)
    return tomlkit.parse(text)


def inner(place: Place, key: str, wanted: str = "") -> Table | InlineTable | None:
    """The table behind a key; of several parts the one with the wanted key, or the first."""
    parts = [
        item
        for name, item in _body(place)
        if name is not None and name.key == key and isinstance(item, Table | InlineTable)
    ]
    own = [part for part in parts if isinstance(part, InlineTable) or not part.is_super_table()]
    return next((part for part in parts if wanted in part), next(iter(own or parts), None))


def entries(place: Place, key: str) -> list[Table | InlineTable]:
    """The tables of a list of tables, in either way to write it."""
    listed = next((item for name, item in _body(place) if name is not None and name.key == key), None)
    if not isinstance(listed, AoT | Array):
        return []
    return [entry for entry in listed if isinstance(entry, Table | InlineTable)]


def put(place: Place, key: str, value: Any) -> None:
    """Write a value: over the old one, whose comment stays, or below the last value of the table."""
    if key in place:
        old = place[key]
        same = old.unwrap() if isinstance(old, Item) else old
        if same != value or type(same) is not type(value):
            place[key] = value
            _keep_column(old, place[key])
        return
    if isinstance(place, InlineTable):
        place[key] = value
        return
    container, item = _container(place), tomlkit.item(value)
    last = next(
        (name for name, old in reversed(container.body) if name is not None and _is_line(name, old)), None
    )
    if last is not None:
        item.trivia.indent = _indent(container, last)
        container._insert_after(last, key, item)
    elif container.body:
        container._insert_at(0, key, item)
    else:
        container.append(key, item)


def remove(place: Place, key: str) -> None:
    """Remove a key with its line."""
    if key in place:
        place.remove(key)


def take(place: Place, key: str) -> str:
    """Remove a key with its line; returns the text that stood behind it, empty where there was none."""
    text = str(place[key]) if isinstance(place.get(key), str) else ""
    remove(place, key)
    return text


def is_bare(place: Place) -> bool:
    """Whether nothing stands in a table, not even a comment."""
    return all(isinstance(item, Whitespace | Null) for _, item in _body(place))


def comments(place: Place) -> Iterator[Comment]:
    """The comments on lines of their own in a table."""
    return (item for _, item in _body(place) if isinstance(item, Comment))


def remove_comment(place: Place, comment: Comment) -> None:
    """Remove a line that is only a comment."""
    body = _body(place)
    body[next(at for at, (_, item) in enumerate(body) if item is comment)] = (None, Null())


def add_table(place: Place, key: str) -> Table | InlineTable:
    """A new table: before lists of tables, else at the end, above the comments of what comes next."""
    if isinstance(place, InlineTable):
        place[key] = tomlkit.inline_table()
        made = place[key]
        assert isinstance(made, InlineTable)
        return made
    container, new = _container(place), tomlkit.table()
    lists = (at for at, (_, item) in enumerate(container.body) if isinstance(item, AoT))
    if (at := next(lists, None)) is not None:
        new.value.body.append((None, Whitespace("\n")))
        container._insert_at(at, key, new)
    else:
        tail = _cut_tail(_last_body(container))
        new.trivia.indent = "\n"
        container.append(key, new)
        new.value.body.extend(tail)
    return new


def add_entry(place: Place, key: str, at: int) -> Table | InlineTable:
    """A new, empty table in a list of tables, which is made where there is none."""
    old = next((item for name, item in _body(place) if name is not None and name.key == key), None)
    if isinstance(place, InlineTable) or isinstance(old, Array):
        array = old if isinstance(old, Array) else tomlkit.array()
        array.insert(at, tomlkit.inline_table())
        if old is None:
            place[key] = array
        made = entries(place, key)[at]
        return made
    assert isinstance(place, Table)
    new = tomlkit.table()
    if not isinstance(old, AoT):
        tail = _cut_tail(_last_body(place.value))
        new.trivia.indent = "\n"
        place.append(key, AoT([new]))
    elif at == 0:
        tail = [(None, Whitespace("\n"))]
        old.insert(0, new)
    else:
        tail = _cut_tail(_last_body(old.body[at - 1].value))
        new.trivia.indent = "\n"
        old.insert(at, new)
    added = entries(place, key)[at]
    assert isinstance(added, Table)
    added.value.body.extend(tail)
    return added


def _keep_column(old: Any, new: Any) -> None:
    """Comments that stand below each other stay so."""
    if isinstance(old, Item) and isinstance(new, Item) and len(old.trivia.comment_ws) > 1:
        longer = len(new.as_string()) - len(old.as_string())
        new.trivia.comment_ws = " " * max(1, len(old.trivia.comment_ws) - longer)


def _container(place: Container | Table) -> Container:
    return place if isinstance(place, Container) else place.value


def _body(place: Place) -> _Body:
    return place.body if isinstance(place, Container) else place.value.body


def _is_line(name: Key, item: Item) -> bool:
    """Whether it is written as `key = value`, with a dotted key or without."""
    return not isinstance(item, Table | AoT) or (isinstance(item, Table) and name.is_dotted())


def _indent(container: Container, last: Key) -> str:
    item = container.item(last)
    while isinstance(item, Table):  # of a dotted key
        item = next(inside for name, inside in item.value.body if name is not None)
    return item.trivia.indent if isinstance(item, Item) else ""


def _last_body(container: Container) -> _Body:
    """The body whose lines come last in the text."""
    for name, item in reversed(container.body):
        if isinstance(item, AoT) and item.body:
            return _last_body(item.body[-1].value)
        if isinstance(item, Table) and name is not None and not name.is_dotted():
            return _last_body(item.value)
        if name is not None:
            break
    return container.body


def _is_blank(item: Item) -> bool:
    return isinstance(item, Whitespace) and "\n" in item.s


def _cut_tail(body: _Body) -> _Body:
    """Take away what follows the last value behind a blank line: it belongs to what comes next."""
    at = len(body)
    while at and isinstance(body[at - 1][1], Whitespace | Comment | Null):
        at -= 1
    blank = (i for i in range(at, len(body)) if _is_blank(body[i][1]))
    start = next(blank, len(body))
    tail = body[start:]
    del body[start:]
    return tail
