"""The report of a load on the page of its source, as CSV and as JSON."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.settings import Settings
from graph.store import Manifest
from tests.reports import accordia, load_doubts
from webapp import create_app


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of a service over a table that was loaded with doubts, and a fact file."""
    folder = tmp_path_factory.mktemp("doubts")
    store, _ = load_doubts(folder)
    accordia(store.path, "load", "hdf-rhenanie")
    app = create_app({"SETTINGS": Settings(store=str(store.path), query_seconds=10)})
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    yield client
    app.extensions["engine_stack"].close()


def section(page: str) -> str:
    """Return the words of the report's section."""
    _, _, rest = page.partition('id="report"')
    return rest.partition("</section>")[0]


def test_the_page_tells_figures_and_reasons(doubtful: FlaskClient) -> None:
    told = section(doubtful.get("/source/doubts").text)
    assert "6 rows were read." in told
    assert "<dt>rows refused <span>50% of all rows</span></dt><dd>3</dd>" in told
    assert "names not resolved" in told
    assert "<bdi>someday</bdi>" in told
    assert "&lt;b&gt;XX&lt;/b&gt;" in told, "a cell is shown, never run"
    assert 'href="/source/doubts/refused.csv"' in told
    french = section(doubtful.get("/source/doubts?lang=fr").text)
    assert "50\u202f% des lignes" in french
    assert "ligne refusée" in french
    doubtful.delete_cookie("lang")


def test_a_fact_file_has_a_report_without_rows(doubtful: FlaskClient) -> None:
    told = section(doubtful.get("/source/hdf-rhenanie").text)
    assert "records were read" in told
    assert "rows refused" not in told
    assert "refused.csv" not in told
    assert doubtful.get("/source/hdf-rhenanie/refused.csv").status_code == 404


def test_the_list_is_an_attachment_in_which_nothing_runs(doubtful: FlaskClient) -> None:
    answer = doubtful.get("/source/doubts/refused.csv")
    assert answer.mimetype == "text/csv"
    disposition = answer.headers["Content-Disposition"]
    assert disposition == "attachment; filename=accordia-v2-doubts-refused.csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert [row["value"] for row in rows] == ["someday", "'=1+1", "<b>XX</b>"]
    assert rows[0]["expected"] == "a date (iso)"
    again = doubtful.get(
        "/source/doubts/refused.csv", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_programs_get_the_report_as_json(doubtful: FlaskClient) -> None:
    found = doubtful.get("/source/doubts/report.json").get_json()
    assert found["report"]["refused"] == 3
    assert found["report"]["left_out"] == {"country": 2}
    assert found["counts"]["Agreement"] == 3
    assert found["version"] == 2
    assert doubtful.get(found["refused"]).status_code == 200
    facts = doubtful.get("/source/hdf-rhenanie/report.json").get_json()
    assert facts["refused"] is None
    assert "refused" not in facts["report"]
    for path in ("/source/nowhere/report.json", "/source/nowhere/refused.csv"):
        answer = doubtful.get(path)
        assert answer.status_code == 404
        assert "nowhere" in answer.get_json()["detail"]


def test_a_source_loaded_before_reports_were_kept_has_none(tmp_path: Path) -> None:
    store, _ = load_doubts(tmp_path)
    for path in (store.pointer, store.version_path(1)):
        manifest = Manifest.model_validate_json(path.read_bytes())
        entry = manifest.sources[0].model_copy(update={"report": None, "refused": ""})
        old = manifest.model_copy(update={"sources": (entry,)})
        path.write_text(old.model_dump_json(exclude_defaults=True))
    app = create_app({"SETTINGS": Settings(store=str(store.path), query_seconds=10)})
    page = app.test_client().get("/source/doubts")
    app.extensions["engine_stack"].close()
    assert page.status_code == 200
    assert section(page.text) == ""
    assert "no report" in accordia(store.path, "sources", "doubts").output


def test_what_was_expected_is_told_in_french(doubtful: FlaskClient) -> None:
    page = doubtful.get("/source/doubts", headers={"Accept-Language": "fr"}).text
    assert "une date (iso)" in section(page)
    assert "a date (iso)" not in section(page)
