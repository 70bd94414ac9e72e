"""Internals of Whoosh that the codec relies on; these tests fail if one of them changes."""

from __future__ import annotations

import ast
import inspect
import pickle
import pickletools
import struct
import tomllib
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

import pytest
from whoosh.codec.whoosh3 import (
    W3Codec,
    W3FieldWriter,
    W3Segment,
    W3TermInfo,
    W3TermsReader,
)
from whoosh.fields import Schema
from whoosh.filedb import filetables
from whoosh.filedb.filetables import HashReader, HashWriter, OrderedHashReader, OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC
from whoosh.writing import SegmentWriter

from search.engines.whoosh import codec
from search.engines.whoosh.storage import TABLE_HEAD, UNPICKLED, MappedStorage
from tests.paths import ROOT

PACKAGE = ROOT / "search" / "engines" / "whoosh"

#: Private members of Whoosh that ``codec.py`` calls, overrides or reads.
PRIVATE = {
    *(
        "_commit_toc",
        "_fieldmap",
        "_filename",
        "_keydecoder",
        "_postfile",
        "_tindex",
        "_write_extras",
    ),
    "_write_hashes",
}

#: Methods that we call or override, or that Whoosh calls on ours, with their signatures.
METHODS = {
    HashWriter.__init__: "(self, dbfile, magic=b'HSH3', hashtype=0)",
    HashWriter.add: "(self, key, value)",
    HashWriter._write_hashes: "(self)",
    HashWriter._write_extras: "(self)",
    OrderedHashWriter.__init__: "(self, dbfile)",
    OrderedHashWriter.add: "(self, key, value)",
    OrderedHashWriter._write_extras: "(self)",
    HashReader.__init__: "(self, dbfile, length=None, magic=b'HSH3', startoffset=0)",
    OrderedHashReader._read_extras: "(self)",
    W3FieldWriter.__init__: "(self, codec, storage, segment)",
    W3FieldWriter.add_postings: "(self, schema, lengths, items)",
    W3FieldWriter.close: "(self)",
    W3TermsReader.__init__: "(self, codec, dbfile, length, postfile)",
    W3TermsReader._keydecoder: "(self, keybytes)",
    W3Codec.field_writer: "(self, storage, segment)",
    W3Codec.postings_writer: "(self, dbfile, byteids=False)",
    W3Codec.terms_reader: "(self, storage, segment)",
    StructFile.__init__: "(self, fileobj, name=None, onclose=None)",
    StructFile.get: "(self, position, length)",
    SegmentWriter.add_document: "(self, **fields)",
    SegmentWriter.delete_document: "(self, docnum, delete=True)",
    SegmentWriter.commit: "(self, mergetype=None, optimize=None, merge=None)",
    SegmentWriter.cancel: "(self)",
    SegmentWriter._commit_toc: "(self, segments)",
    TOC.write: "(self, storage, indexname)",
    TOC.read: "(storage, indexname, gen=None, schema=None)",
    TOC._filename: "(indexname, gen)",
}


def test_the_installed_whoosh_is_the_pinned_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"whoosh=={version('Whoosh')}" in project["dependencies"]
    assert version("Whoosh") == "2.7.4"


@pytest.mark.parametrize(
    ("method", "signature"), METHODS.items(), ids=[each.__qualname__ for each in METHODS]
)
def test_the_signature_of_a_method_is_unchanged(method: object, signature: str) -> None:
    assert callable(method)
    assert str(inspect.signature(method)) == signature


def test_our_term_dictionary_has_the_format_of_whoosh() -> None:
    assert codec.LENGTHS.format == filetables._lengths.format
    assert codec.POINTER.format == filetables._pointer.format
    # Ours is followed by the offset and length of the postings: a long and an int.
    assert codec.INFO.format == W3TermInfo._struct.format + "qi"
    assert struct.calcsize(W3TermInfo._struct.format) == W3TermInfo._struct.size
    assert filetables._hash_functions[1](b"war") == crc32(b"war")


def test_whoosh_reads_our_term_dictionary(tmp_path: Path) -> None:
    storage = MappedStorage(str(tmp_path))
    keys = [b"\0\0%d" % number for number in range(100, 900)]
    terms = codec.Dictionary(storage.create_file("terms"))
    for key in keys:
        terms.add(key, key * 2)
    terms.extras["fieldmap"] = {"body": 0}
    terms.close()
    reader = OrderedHashReader(storage.open_file("terms"), storage.file_length("terms"))
    assert list(reader.items()) == [(key, key * 2) for key in keys]
    assert [reader.get(key) for key in keys] == [key * 2 for key in keys]
    assert list(reader.keys_from(b"\0\x00890"))[:2] == [b"\0\x00890", b"\0\x00891"]
    assert (len(reader.tables), reader.indexlen, reader.indexsize) == (256, 800, 4)
    assert reader.startofdata < reader.endofdata == reader.tables[0][0] < reader.indexbase


def test_a_table_of_contents_of_whoosh_begins_as_we_expect() -> None:
    _, content = codec.table_of_contents("MAIN", [], 7, Schema())
    assert content.startswith(TABLE_HEAD)


def test_the_classes_in_the_pickles_of_whoosh_are_those_that_we_allow() -> None:
    segment = W3Segment(codec.CODEC, "MAIN")
    segment.delete_document(3)
    _, content = codec.table_of_contents("MAIN", [segment], 7, Schema())
    extras = pickle.dumps(defaultdict(int, fieldmap={"body": 0}), -1)
    named = set()
    for stream in (content[content.rindex(b"\x80\x05\x95") :], extras):
        strings: list[str] = []
        for opcode, argument, _ in pickletools.genops(stream):
            if "UNICODE" in opcode.name:
                strings.append(str(argument))
            elif opcode.name == "STACK_GLOBAL":
                named.add((strings[-2], strings[-1]))
    assert named == UNPICKLED


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_only_the_codec_touches_private_members_of_whoosh(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    members = [node for node in nodes if isinstance(node, ast.Attribute) and _is_private(node.attr)]
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    own |= {node.attr for node in members if isinstance(node.ctx, ast.Store)}
    own |= {"_make", "_replace", "_exit"}  # of Python itself
    borrowed = {node.attr for node in members} - own
    if path.name == "codec.py":
        assert borrowed <= PRIVATE <= borrowed | own
    else:
        assert borrowed == set()


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")
