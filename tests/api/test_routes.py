from pathlib import Path

import httpx
import pytest


def test_health_names_the_server_and_the_changeset(client: httpx.Client) -> None:
    said = client.get("/health").json()
    assert (said["status"], said["seq"]) == ("ok", 1)
    assert "ArcadeDB" in said["server"]


def test_words_are_found_in_both_languages(client: httpx.Client) -> None:
    for words in ("铣削", "MILL"):
        found = client.get("/search", params={"q": words}).json()
        assert [each["id"] for each in found] == ["mill"]
    assert client.get("/search", params={"q": "x", "label": "Learner"}).status_code == 422


def test_jobs_are_listed_and_shown_with_what_they_require(client: httpx.Client) -> None:
    assert [job["job_id"] for job in client.get("/jobs").json()] == ["j"]
    job = client.get("/jobs/j").json()
    needs = {need["ability_id"]: need["weight"] for need in job["requirements"]}
    assert (job["title"], needs) == ("machinist", {"turn": 0.8, "mill": 0.8})


def test_a_job_is_summed_up_by_what_tells_it_from_its_peers(client: httpx.Client) -> None:
    found = client.get("/jobs/j/summary", params={"limit": 1}).json()
    assert (found["job"]["title"], found["abilities"], len(found["traits"])) == ("machinist", 2, 1)
    assert client.get("/jobs/nobody/summary").status_code == 404


def test_a_learner_is_a_pseudonym_with_counts(client: httpx.Client) -> None:
    said = client.get("/learners/learner:l").json()
    assert (said["simulated"], said["answers"], said["mastered"]) == (True, 1, 1)
    assert "number" not in said


def test_gaps_come_with_a_reason_that_names_every_edge(client: httpx.Client) -> None:
    [found] = client.get("/learners/learner:l/gaps", params={"job": "j"}).json()
    assert (found["gap"]["ability_id"], round(found["gap"]["gap"], 3)) == ("mill", 0.48)
    relations = [link["relation"] for link in found["because"]["chain"]]
    assert relations == ["REQUIRES", "DEVELOPS", "MASTERS", "TEACHES"]
    assert "MATCH" in found["because"]["cypher"]
    assert found["because"]["drops_out"] == {"mill": 0.6}


def test_the_path_holds_what_is_missing_and_not_what_is_mastered(client: httpx.Client) -> None:
    path = client.get("/learners/learner:l/path", params={"job": "j"}).json()
    assert [step["point"]["point_id"] for step in path["steps"]] == ["c:mill"]
    assert (path["hours"], path["gap_after"], path["steps"][0]["ready"]) == (3.0, 0.0, True)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/jobs/nobody", "Job 'nobody': expected the id of a Job, found none"),
        ("/learners/nobody", "Learner 'nobody': expected the id of a Learner, found none"),
        ("/learners/nobody/gaps?job=j", "Learner 'nobody'"),
        ("/learners/learner:l/path?job=nobody", "Job 'nobody'"),
    ],
)
def test_an_unknown_id_is_not_found_in_one_line(
    client: httpx.Client, address: str, line: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert line in answer.json()["detail"]


def answer(client: httpx.Client, **changed: object) -> httpx.Response:
    said = {"key": "k1", "question_id": "r:q", "score": 1.0, "at": "2026-01-05T10:00:00+01:00"}
    return client.post("/learners/learner:l/answers", json={**said, **changed})


def test_an_answer_is_taken_once(client: httpx.Client) -> None:
    first, again = answer(client), answer(client)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {"added": False, "diagnosed": 0}
    assert client.get("/learners/learner:l").json()["answers"] == 2


def test_a_key_that_comes_back_with_another_score_is_refused(client: httpx.Client) -> None:
    answer(client)
    refused = answer(client, score=0.0)
    assert refused.status_code == 409
    assert "this key came before with another content" in refused.json()["detail"]


def test_an_answer_to_an_unknown_question_is_not_found(client: httpx.Client) -> None:
    refused = answer(client, question_id="r:none")
    assert (refused.status_code, "Resource 'r:none'" in refused.text) == (404, True)


def test_an_answer_to_what_is_no_question_is_refused(client: httpx.Client) -> None:
    refused = answer(client, question_id="r:text")
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "question_id: expected a question, found a text",
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"score": 1.5},
        {"score": -0.1},
        {"score": "NaN"},
        {"key": ""},
        {"at": "2999-01-01T00:00:00Z"},
        {"at": "2026-01-05T10:00:00"},
        {"seconds": 10**30},
    ],
)
def test_an_answer_out_of_range_is_refused_and_not_stored(
    client: httpx.Client, changed: dict[str, object]
) -> None:
    assert answer(client, **changed).status_code == 422
    assert client.get("/learners/learner:l").json()["answers"] == 1


@pytest.mark.parametrize("limit", ["0", "-1", "x", str(10**30)])
def test_a_limit_out_of_range_is_refused(client: httpx.Client, limit: str) -> None:
    assert client.get("/jobs", params={"limit": limit}).status_code == 422


def test_the_openapi_page_loads_nothing_from_outside(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert "https://" not in page
    assert client.get("/openapi.json").json()["info"]["title"] == "Journeyman"


def test_pages_are_served_in_both_languages(client: httpx.Client) -> None:
    english = client.get("/ui/learners/learner:l", params={"job": "j", "lang": "en"})
    chinese = client.get("/ui/learners/learner:l", params={"job": "j", "lang": "zh"})
    assert (english.status_code, chinese.status_code) == (200, 200)
    assert "mill parts" in english.text
    assert "铣削" in chinese.text


def test_the_start_page_offers_the_learner_and_the_job(client: httpx.Client) -> None:
    page = client.get("/").text
    assert "learner:l" in page
    assert "machinist" in page


def test_a_page_of_an_unknown_learner_is_a_page_that_says_so(client: httpx.Client) -> None:
    answer = client.get("/ui/learners/nobody", params={"job": "j"})
    assert (answer.status_code, "nobody" in answer.text) == (404, True)


def test_every_route_is_in_the_docs(client: httpx.Client) -> None:
    docs = Path(__file__).parents[2] / "docs"
    text = "".join(file.read_text(encoding="utf-8") for file in docs.rglob("*.md"))
    assert [path for path in client.get("/openapi.json").json()["paths"] if path not in text] == []
