"""Files fetched from a publisher: what comes, what is refused, and what is said."""

import hashlib
import io
import ipaddress
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loaders.download.errors import ForbiddenAddress, NotFetched
from loaders.download.hosts import is_public, public_addresses
from loaders.published import Offered, fetch
from loaders.yamlfile import FileProblem
from tests.publisher import MOST, Page, Publisher, publishing

HOST = "https://publisher.example"
BODY = b"id,name\n1,a\n"


def moved(to: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": to})


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return buffer.getvalue()


def tarred(name: str, content: bytes, mode: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


PAGES = {
    "/a.csv": Page(BODY),
    "/moved": moved("https://mirror.example/a.csv?edition=2#top", 301),
    "/a.csv?edition=2": Page(BODY + b"2,b\n"),
    "/plain": moved("http://publisher.example/a.csv"),
    "/file": moved("file:///etc/passwd"),
    "/loopback": moved("https://127.0.0.1/a.csv"),
    "/name": moved("https://localhost/a.csv"),
    "/six": moved("https://[::1]/a.csv"),
    "/mapped": moved("https://[::ffff:10.0.0.1]/a.csv"),
    "/metadata": moved("https://169.254.169.254/latest"),
    "/user": moved("https://me:secret@publisher.example/a.csv"),
    "/broken": moved("https://[publisher.example/a.csv"),
    "/round": moved("/round"),
    "/nowhere": Page(status=302),
    "/said-large": Page(headers={"Content-Length": str(MOST + 1)}),
    "/large": Page(b"x" * 10_000, endless=True),
    "/half": Page(BODY, headers={"Content-Length": "1000"}),
    "/one.zip": Page(zipped(a=BODY, b=b"no")),
    "/name.zip": Page(zipped(é=BODY).replace("é".encode(), b"\xc3\x28")),
    "/bomb.zip": Page(zipped(a=bytes(60_000_000))),
    "/one.tar.bz2": Page(tarred("in/a.csv", BODY, "w:bz2")),
    "/link.tar": Page(tarred("../a.csv", BODY, "w")),
}


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    with publishing(PAGES) as running:
        yield running


def test_a_file_comes_whole_and_redirects_are_followed(
    publisher: Publisher, tmp_path: Path
) -> None:
    target = tmp_path / "a.csv"
    seen: list[tuple[int, int]] = []
    found = publisher.fetcher().fetch(f"{HOST}/a.csv", target, lambda *at: seen.append(at))
    assert target.read_bytes() == BODY
    assert found == hashlib.sha256(BODY).hexdigest()
    assert seen[-1] == (len(BODY), len(BODY))
    publisher.fetcher().fetch(f"{HOST}/moved", target)
    assert target.read_bytes() == BODY + b"2,b\n"
    assert publisher.asked[-1] == ("mirror.example", "/a.csv?edition=2")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/plain", "only https"),
        ("/file", "only https"),
        ("/loopback", "127.0.0.1, which is no public address"),
        ("/name", "which is no public address"),
        ("/six", "::1, which is no public address"),
        ("/mapped", "which is no public address"),
        ("/metadata", "169.254.169.254, which is no public address"),
        ("/user", "user's name"),
        ("/broken", "no web address"),
    ],
)
def test_a_redirect_to_a_forbidden_place_is_not_followed(
    publisher: Publisher, tmp_path: Path, path: str, words: str
) -> None:
    before = len(publisher.asked)
    with pytest.raises(ForbiddenAddress, match=words):
        publisher.fetcher().fetch(HOST + path, tmp_path / "a.csv")
    assert len(publisher.asked) == before + 1
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "answers 404 Not Found"),
        ("/round", "redirects more than 5 times"),
        ("/nowhere", "without saying where"),
        ("/said-large", "more than 1000000 bytes"),
        ("/large", "more than 1000000 bytes"),
        ("/half", "broke before the file was whole"),
    ],
)
def test_what_does_not_come_is_told_in_one_sentence(
    publisher: Publisher, tmp_path: Path, path: str, words: str
) -> None:
    with pytest.raises(NotFetched, match=words) as told:
        publisher.fetcher().fetch(HOST + path, tmp_path / "a.csv")
    assert str(told.value).startswith(f"{HOST}{path} cannot be fetched: ")
    assert str(told.value).count(". ") == 0


def test_a_file_that_takes_too_long_is_given_up(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(NotFetched, match=r"takes more than 0\.2 s"):
        publisher.fetcher(10**12, 0.2).fetch(f"{HOST}/large", tmp_path / "a.csv")


def test_a_host_must_prove_who_it_is(publisher: Publisher, tmp_path: Path) -> None:
    untrusting = publisher.fetcher()
    object.__setattr__(untrusting, "tls", __import__("ssl").create_default_context())
    with pytest.raises(NotFetched, match="TLS"):
        untrusting.fetch(f"{HOST}/a.csv", tmp_path / "a.csv")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0.0.0.0", "::1", "192.168.1.1"])
def test_a_private_host_is_never_resolved(host: str) -> None:
    with pytest.raises(ValueError, match="no public address"):
        public_addresses(host, 443)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses_are_told_from_others(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.fixture
def get(publisher: Publisher, tmp_path: Path) -> Callable[..., Path]:
    """Fetch a file of a data set."""

    def get(path: str, member: str | None = None, sha256: str | None = None) -> Path:
        file = Offered("m", "", HOST + path, sha256, member)
        return fetch(file, tmp_path / "here", publisher.fetcher(), MOST * 100)

    return get


@pytest.mark.parametrize(
    ("path", "member"), [("/one.zip", "a.csv"), ("/one.zip", "a*"), ("/one.tar.bz2", "in/a.csv")]
)
def test_one_file_comes_out_of_an_archive(
    get: Callable[..., Path], tmp_path: Path, path: str, member: str
) -> None:
    assert get(path, member).read_bytes() == BODY
    assert len(list((tmp_path / "here").iterdir())) == 1


def test_the_name_in_an_archive_leads_nowhere_else(
    get: Callable[..., Path], tmp_path: Path
) -> None:
    assert get("/link.tar", "../a.csv") == tmp_path / "here" / "a.csv"


@pytest.mark.parametrize(
    ("path", "member", "words"),
    [
        ("/one.zip", "c.csv", "holds no file of the name"),
        ("/one.zip", "*.csv", "holds 2 files of the name"),
        ("/a.csv", "a.csv", "no archive that can be read"),
        ("/name.zip", "*.csv", "no archive that can be read"),
    ],
)
def test_what_an_archive_lacks_is_told(
    get: Callable[..., Path], path: str, member: str, words: str
) -> None:
    with pytest.raises(NotFetched, match=words):
        get(path, member)


def test_a_bomb_is_refused(get: Callable[..., Path]) -> None:
    with pytest.raises(FileProblem, match="no honest table"):
        get("/bomb.zip", "a.csv")


def test_a_file_that_has_changed_is_refused(get: Callable[..., Path]) -> None:
    with pytest.raises(NotFetched, match=r"checksum is [0-9a-f]{12}\.\.\., and 000000000000"):
        get("/a.csv", None, "0" * 64)
