"""journeyman query cypher."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import make_app
from api.commands.console import parse_params
from api.refusals import DoorError
from graph.errors import RefusedStatementError
from graph.settings import Settings
from graph.store import Store

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def here(one_store: Store, embedded_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("JOURNEYMAN_HOME", str(embedded_settings.journeyman_home))


def ask(*arguments: str, said: str | None = None) -> tuple[str, str]:
    result = CliRunner().invoke(
        make_app(["query"]), ["query", "cypher", *arguments], input=said, catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_a_statement_with_parameters_is_answered_in_csv() -> None:
    out, _ = ask("RETURN $a + 1 AS b, $c AS c", "-p", "a=2", "-p", "c=车工", "--format", "csv")
    assert out.splitlines() == ["b,c", "3,车工"]


def test_json_keeps_lists_and_maps() -> None:
    out, _ = ask("RETURN $l AS l, {a: null} AS m", "-p", 'l=[1, "x"]', "--format", "json")
    assert "".join(out.split()) == '[{"l":[1,"x"],"m":{"a":null}}]'


def test_a_table_is_for_people() -> None:
    assert "[red]车工" in ask("RETURN '[red]车工' AS title")[0]


def test_rows_that_were_cut_are_said_beside_the_answer() -> None:
    out, err = ask("UNWIND range(1, 9) AS x RETURN x", "--rows", "2", "--format", "csv")
    assert (out.splitlines(), err) == (["x", "1", "2"], "cut after 2 rows; --rows gives more\n")


def test_a_statement_may_come_from_a_file_or_the_input(tmp_path: Path) -> None:
    file = tmp_path / "statement.cypher"
    file.write_text("// 车工\nRETURN 1 AS one", encoding="utf-8")
    assert ask("--file", str(file), "--format", "csv") == ask(
        "-", "--format", "csv", said="RETURN 1 AS one"
    )


def test_a_write_is_refused_with_one_line_that_names_the_place() -> None:
    with pytest.raises(RefusedStatementError, match=r"line 1, column 15: .* found 'SET'"):
        ask("MATCH (j:Job) SET j.title = 'x'")


def test_learners_are_asked_for_with_an_option() -> None:
    with pytest.raises(RefusedStatementError, match="learners are people"):
        ask("MATCH (l:Learner) RETURN count(*) AS n")
    assert ask("MATCH (l:Learner) RETURN count(*) AS n", "--learners", "--format", "csv")[0]


@pytest.mark.parametrize("arguments", [(), ("RETURN 1 AS x", "--file", __file__)])
def test_there_is_one_statement(arguments: tuple[str, ...]) -> None:
    with pytest.raises(DoorError, match="expected a statement or --file, found"):
        ask(*arguments)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\xff")
    with pytest.raises(DoorError, match=r"picture\.png: expected text in UTF-8"):
        ask("--file", str(file))


@pytest.mark.parametrize("pairs", [["a"], ["=1"], ["a b=1"], ["a=1", "a=2"]])
def test_a_parameter_is_a_new_name_and_a_value(pairs: list[str]) -> None:
    with pytest.raises(DoorError, match="expected key=value"):
        parse_params(pairs)
