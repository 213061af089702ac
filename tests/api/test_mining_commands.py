"""Rules, orders and ways at the doors: what they print, draw, apply and refuse."""

import csv
import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.commands.mine import app
from api.web.clouds import render_clouds

SYLLABI = Path(__file__).parents[2] / "examples" / "site" / "courses" / "syllabi"
Journeyman = Callable[..., Any]
ANY = ("--min-support", "0.01", "--min-confidence", "0", "--min-lift", "1.01", "--max-q", "1")


@pytest.fixture
def taught(home: Path, journeyman: Journeyman, tmp_path: Path) -> Path:
    """A home with one syllabus, and abilities of which it speaks; made once a module."""
    if (home / "taught").exists():
        return home
    (tmp_path / "Ability.csv").write_text(
        "id,name,scope\nhtml,HTML,profession\ncss,CSS,profession\n"
    )
    journeyman(home, "ingest", "tables", tmp_path, "--origin", "made", "--apply")
    words = ("ingest", "syllabus", SYLLABI / "web101.md", "--provider", "lakeside", "--apply")
    journeyman(home, *words)
    assert journeyman(home, "mine", "links", "--apply").code == 0
    (home / "taught").touch()
    return home


def test_an_empty_graph_is_said_in_one_line(home: Path, journeyman: Journeyman) -> None:
    for words, line in (
        (("mine", "rules"), "postings: no posting has a job: nothing to mine; syllabi: no course"),
        (("mine", "precedes"), "syllabi: expected 5 courses that tell an order, found 0; mastery"),
    ):
        said = journeyman(home, *words)
        assert (said.code, said.err.count("\n"), line in said.err) == (1, 1, True)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("mine", "rules", "--corpus", "news"), "corpus: expected postings, syllabi, mastery"),
        (("mine", "rules", "--corpus", "postings"), "no posting has a job"),
        (
            ("mine", "rules", "--min-support", "7"),
            "expected support, confidence and q to be shares",
        ),
        (("mine", "rules", "--max-length", "1"), "a length of 2 or more"),
        (("mine", "rules", "--explain", "x", "y"), "expected ids that one corpus holds all of"),
        (("mine", "rules", "--report", "cloud.html", "--lang", "fr"), "--lang: expected en or zh"),
        (("mine", "strict", "--on", "--framework", "x"), "Framework 'x': expected the id"),
        (("mine", "precedes", "--corpus", "postings"), "order: expected syllabi or mastery"),
        (("claims", "list", "--type", "KNOWS"), "type: expected COVERS, TRAINS"),
        (("claims", "approve", "x"), "'x': expected the id of a claim, or of a relationship"),
        (("way", "x", "html"), "KnowledgePoint, Ability or Job 'x'"),
        (("way", "html", "css"), "expected a way between html and css, up or down, found none"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    taught: Path, journeyman: Journeyman, words: tuple[str, ...], line: str
) -> None:
    said = journeyman(taught, *words)
    assert (said.code, said.err.count("\n"), line in said.err) == (1, 1, True)
    assert not Path("cloud.html").exists()


def test_rules_are_listed_drawn_explained_and_applied_once(
    taught: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    words = ("mine", "rules", *ANY)
    rules = json.loads(journeyman(taught, *words, "--plan", "--format", "json").out)
    assert {rule["corpus"] for rule in rules} == {"syllabi"}
    rows = list(csv.DictReader(journeyman(taught, *words, "--format", "csv").out.splitlines()))
    assert [row["body_ids"] for row in rows] == [rule["body_ids"] for rule in rules]
    file = tmp_path / "new" / "cloud.html"
    assert "rules hold" in journeyman(taught, *words, "--report", file, "--lang", "zh").out
    assert ("关联规则" in file.read_text("utf-8"), "<circle" in file.read_text("utf-8")) == (
        True,
        True,
    )
    told = journeyman(taught, *words, "--explain", rules[0]["body_ids"], rules[0]["head_id"]).out
    assert ("syllabi: kept" in told, "+ support:" in told) == (True, True)
    first, again = journeyman(taught, *words, "--apply"), journeyman(taught, *words, "--apply")
    assert ("changeset" in first.out, "nothing to change" in again.out) == (True, True)
    assert "warning: syllabi:" in first.err  # fewer than ten sections


def test_proposals_are_listed_decided_and_taken_back(taught: Path, journeyman: Journeyman) -> None:
    def look(status: str = "serving", *more: str) -> list[dict[str, str]]:
        words = ("claims", "list", "--status", status, "--type", "DEVELOPS", "--json", *more)
        found: list[dict[str, str]] = json.loads(journeyman(taught, *words).out)
        return found

    first, second, *_ = look()
    told = journeyman(taught, "claims", "list", "--status", "serving", "--source", "predicted").out
    head = f"{first['from_name']} DEVELOPS {first['to_name']}  predicted wording"
    assert (head in told, f"  {first['id']}" in told) == (True, True)
    assert "Claim +1" in journeyman(taught, "claims", "reject", second["id"]).out  # a plan
    assert len(look("rejected")) == 0
    done = journeyman(taught, "claims", "approve", first["id"], "--apply")
    assert ("DEVELOPS ~1" in done.out, done.code) == (True, 0)
    words = ("claims", "reject", second["id"], "--reason", "a word of the day", "--apply")
    seq = journeyman(taught, *words).out.split("changeset ")[1].split()[0]
    [kept] = look("rejected")
    assert (kept["reason"], kept["by"]) == ("a word of the day", getpass.getuser())
    assert "a word of the day" in journeyman(taught, "claims", "list", "--status", "rejected").out
    assert {first["id"], second["id"]} & {each["id"] for each in look()} == set()
    assert journeyman(taught, "changes", "undo", seq, "--apply").code == 0
    assert second["id"] in {each["id"] for each in look()}


def test_a_way_is_told_with_who_says_each_edge(taught: Path, journeyman: Journeyman) -> None:
    pattern = "(k:KnowledgePoint)-[:DEVELOPS]->(a:Ability {id: 'css'})"
    query = f"MATCH {pattern} RETURN k.id AS id ORDER BY id LIMIT 1"
    point = journeyman(taught, "query", "cypher", query, "--format", "csv").out.split()[1]
    said = journeyman(taught, "way", point, "css")
    assert ("DEVELOPS" in said.out, "predicted wording" in said.out) == (True, True)
    way = json.loads(journeyman(taught, "way", "css", point, "--json").out)
    assert (way["from_id"], way["to_id"], way["upwards"]) == ("css", point, False)
    assert way["steps"][-1]["said"][0]["fields"]["matched"] == "CSS"


def test_a_school_turns_strict_and_lenient_again(taught: Path, journeyman: Journeyman) -> None:
    said = journeyman(taught, "mine", "strict", "--on", "--apply")
    assert ("DEVELOPS -" in said.out, "Claim +" in said.out) == (True, True)
    assert "DEVELOPS +" not in journeyman(taught, "mine", "links", "--apply").out
    assert "DEVELOPS +" in journeyman(taught, "mine", "strict", "--off", "--apply").out


def test_a_way_over_http(client: httpx.Client) -> None:
    way = client.get("/ways", params={"from": "c:lathe", "to": "j"}).json()
    assert [step["relation"] for step in way["steps"]] in (
        ["DEVELOPS", "REQUIRES"],
        ["PRECEDES", "DEVELOPS", "REQUIRES"],
    )
    assert way["weight"] == pytest.approx(0.8)
    assert way["steps"][-1]["said"][0]["origin"] == "test"


@pytest.mark.parametrize(
    ("params", "status", "line"),
    [
        ({"from": "x", "to": "j"}, 404, "expected the id of a KnowledgePoint, Ability or Job"),
        ({"from": "turn", "to": "mill"}, 404, "expected a way between turn and mill"),
        ({"from": "turn"}, 422, ""),
    ],
)
def test_no_way_over_http(
    client: httpx.Client, params: dict[str, str], status: int, line: str
) -> None:
    answer = client.get("/ways", params=params)
    assert (answer.status_code, line in str(answer.json()["detail"])) == (status, True)


def test_no_rules_make_an_empty_cloud() -> None:
    assert "Association rules" in render_clouds([])


def test_every_command_is_offered_once() -> None:
    offered = [command.callback for command in app.registered_commands]
    assert sorted(map(id, offered)) == sorted(map(id, set(offered)))
