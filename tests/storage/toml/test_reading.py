"""Whatever stands in a TOML file: it gives a table, or a sentence that says how to mend it."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from workshop.core.problems import UnusableFile
from workshop.core.text import clean
from workshop.storage.library.scenarios import library_folder
from workshop.storage.toml.reading import DEEPEST, LARGEST_FILE, read_toml, table_of

PACKAGE = Path(__file__).parents[3] / "workshop"
PLAN = (Path(__file__).parents[2] / "data" / "example-plan.toml").read_bytes()
SCENARIO = (library_folder() / "learn" / "learn-04.toml").read_bytes()


def sentence_about(raw: bytes) -> str:
    with pytest.raises(UnusableFile) as caught:
        table_of(raw, "x.toml")
    return str(caught.value).removeprefix("x.toml: ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "a = 1\n<<<<<<< HEAD\nb = 2\n=======\nb = 3\n>>>>>>> theirs\n",
            "line 2, `<<<<<<< HEAD`: two versions of the file stand below each other. Keep the lines of one",
        ),
        (
            "a = \u201cMore\u201d\n",
            "line 1, `a = \u201cMore\u201d`: curly quotation marks. Write straight ones",
        ),
        ('a = "More\u201d\n', 'line 1, `a = "More\u201d`: curly quotation marks.'),
        ('a = ["x", \u201ey\u201c]\n', "curly quotation marks."),
        ("a = Anna Meier\n", 'line 1, `a = Anna Meier`: a text without quotation marks. Write "Anna Meier".'),
        ("a = it\u2019s fine\n", "a text without quotation marks."),
        ('a = "More\nb = 1\n', 'line 1, `a = "More`: a text without its second quotation mark.'),
        ('a = More"\n', 'a text without quotation marks. Write "More".'),
        ('a = "so "called" work"\n', 'a quotation mark inside a text ends it. Write \\" for each inside.'),
        (
            "a = {n = 18, m = {b = 6,5}}\n",
            "line 1, `a = {n = 18, m = {b = 6,5}}`: a number with a comma. Write a point: 6.5.",
        ),
        (
            "a = {n = 18, c",
            "line 1, `a = {n = 18, c`: a name has no equals sign behind it. Write `name = value`.",
        ),
        ("a = {n = 18,] c = 1}", "no name stands where one belongs. Write `name = value`."),
        (" = 18\n", "no name stands where one belongs."),
        ("a = {b = 6,5, c = 1}\n", "a number with a comma. Write a point: 6.5."),
        ("a = 6,5\n", "line 1, `a = 6,5`: a number with a comma. Write a point: 6.5."),
        (
            '[action]\nid = "A1"\n[[action]]\n',
            "line 1, `[action]`: a single bracket, where others make a list",
        ),
        (
            '[[action]]\nid = "A1"\n[action]\n',
            "line 3, `[action]`: a single bracket, where others make a list",
        ),
        ("[action]\n[action]\n", "the table stands in line 1 already. Write `[[action]]` each time if it is"),
        ("[a]\nx = 1\nx = 2\n", "line 3, `x = 2`: `x` stands in line 2 already. Keep one of the two lines."),
        ("a = 31.12.2026\n", "no date that can be read. Write year-month-day, such as 2026-10-31"),
        ("a = 2026-02-30\n", "no such day or time."),
        ("a = True\n", "true and false have small letters. Write true."),
        ("a =\nb = 1\n", "line 1, `a =`: nothing stands behind the equals sign."),
        ('a = "C:\\users"\n', "a backslash in a text has a meaning of its own. Write it twice: \\\\."),
        ('a = ["x" "y"]\n', "a list has no end, or no comma between two entries."),
        ('b = 1\na = ["x",\n"y"\nc = 1\n', 'line 2, `a = ["x",`: a list has no end'),
        ('a = """\nMore\n', "a text over several lines has no end."),
        ("a: 1\n", "a colon instead of an equals sign. Write =."),
        ("n\u00e4me = 1\n", "names have only letters a to z, digits, - and _."),
        ("good day\n", "neither `name = value` nor a remark."),
        ("a = 1 // one\n", "`// one` stands behind the end."),
        ("[a\n", "the name of a table is not between its brackets."),
        ('a = "x\x07"\n', "a character that nobody sees (U+0007) stands at place 7."),
        ("a = 1\rb = 2\r", "lines end in a way of long ago (CR)."),
        ("a = [HR]\n", "`HR]` is no value. Texts stand in quotation marks"),
        ("b = 1\na = " + "9" * 5000, "line 2 has a number of too many digits."),
        ("b = 1\na = 0x" + "f" * 5000, "line 2 has a number of too many digits."),
        ("a = 99999999999999999999", "line 1 has a number of too many digits."),
    ],
)
def test_what_people_do_is_said_in_their_words(text: str, says: str) -> None:
    found = sentence_about(text.encode())
    assert found.startswith("is not valid TOML: line ")
    assert says in found


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("a = 1".encode("utf-16"), "is not UTF-8 text. Save it with the encoding UTF-8, not UTF-16."),
        ("a = 1".encode("utf-16-le"), "is not UTF-8 text. Save it with the encoding UTF-8, not UTF-16."),
        (b"\0" * 300, "is not UTF-8 text."),
        ("a = 1\nb = 'M\u00fcller'".encode("latin-1"), "is not UTF-8 text: line 2, `b = 'M\u00fcller'`."),
        (b"a = " + b"[" * 3000 + b"]" * 3000, "nests lists or tables too deeply."),
        (b"[" + b".".join([b"a"] * 3000) + b"]", "nests lists or tables too deeply."),
        (b"a = " + b"[" * DEEPEST + b"]" * DEEPEST, "nests lists or tables too deeply."),
        (b"#" * (LARGEST_FILE + 1), "is larger than 500,000 bytes."),
    ],
)
def test_what_is_no_text_or_too_much_is_said(raw: bytes, says: str) -> None:
    assert says in sentence_about(raw)


def test_a_mark_of_the_encoding_at_the_beginning_changes_nothing() -> None:
    assert table_of(b"\xef\xbb\xbf" + PLAN, "x.toml") == table_of(PLAN, "x.toml")


@given(
    st.integers(-(2**66), 2**66), st.sampled_from(["{:d}", "{:_d}", "0x{:x}", "0x{:_X}", "0o{:o}", "0b{:b}"])
)
def test_a_number_is_read_or_refused_by_its_size_however_it_is_written(number: int, written: str) -> None:
    number = number if "d" in written else abs(number)
    raw = f"a = {written.format(number)}".encode()
    if -(2**63) <= number < 2**63:
        assert table_of(raw, "x.toml") == {"a": number}
    else:
        assert "line 1 has a number of too many digits." in sentence_about(raw)


def test_a_long_number_in_a_text_is_only_a_text() -> None:
    digits = "9" * 5000
    assert table_of(f'a = "{digits}" # {digits}\nb = {2**63 - 1}'.encode(), "x.toml") == {
        "a": digits,
        "b": 2**63 - 1,
    }


@pytest.mark.parametrize("path", ["gone.toml", ".", "a\0b.toml"])
def test_a_file_that_cannot_be_opened_is_a_sentence(tmp_path: Path, path: str) -> None:
    with pytest.raises(UnusableFile, match="cannot be read: "):
        read_toml(tmp_path / path)


# ---- Anything at all ----------------------------------------------------------------------------

SMALL = rb"""[ ] { } = , . # " ' \ \u12 \uD800 0x nan inf 2026-13-01 12:61:00 <<<<<<< """.split()
LINES = [
    b"[[action]]\n",
    b"[action]\n",
    b"a = 6,5\n",
    b"id = 'A1'\n",
    b"[session]\nid = 1\n",
    b"a.b.c = {d = [",
]
ODD = [b"\n", b"\r", b"\t", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\x9c", b'"""', b"'''"]
LONG = [b"9" * 400, b"f" * 400, b" " * 400]
PIECES = st.sampled_from([*SMALL, *LINES, *ODD, *LONG])
MUCH = st.tuples(PIECES, st.integers(1, 200_000)).map(lambda part: (part[0] * part[1])[:2_000_000])
ANYTHING = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(PIECES | MUCH, max_size=6).map(b"".join),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with a few places replaced by something else."""
    raw = draw(st.sampled_from([PLAN, SCENARIO]))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(raw)))
        cut = draw(st.integers(0, 40))
        raw = raw[:at] + draw(PIECES | MUCH | st.binary(max_size=8)) + raw[at + cut :]
    return raw


def deepest(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(deepest, inner), default=0) if isinstance(value, dict | list) else 0


@given(ANYTHING | damaged())
@settings(max_examples=examples(400), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_bytes_give_a_table_or_a_sentence(raw: bytes) -> None:
    begun = time.process_time()
    try:
        table = table_of(raw, "x.toml")
    except UnusableFile as error:
        (problem,) = error.problems
        assert problem.what.endswith(".")
        assert problem.mend
        assert str(problem) == clean(str(problem), limit=2000)
        assert len(str(problem)) < 400
    else:
        # Whatever walks through a table later finds an end, and numbers that can be written.
        assert deepest(table) <= DEEPEST
        json.dumps(table, default=str)
    assert time.process_time() - begun < 5


def test_nothing_else_parses_toml() -> None:
    parses = re.compile(
        r"^\s*(?:import|from) (?:tomli|tomllib)\b|tomlkit\.(?:parse|loads?)\b|from tomlkit import .*pars",
        re.M,
    )
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if parses.search(path.read_text("utf-8"))
    }
    assert found == {"storage/toml/reading.py", "storage/toml/places.py"}
