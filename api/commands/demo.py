"""journeyman demo: the whole main job on the examples, step by step."""

import functools
import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from api.commands.associations import mine_rules
from api.commands.crawl import crawl_source
from api.commands.evaluate import simulate_classes
from api.commands.frameworks import ingest_esco
from api.commands.ingest import (
    ingest_plan,
    ingest_postings,
    ingest_q_matrices,
)
from api.commands.learners import diagnose_all
from api.commands.mine import mine_links
from api.commands.paths import print_path, write_report
from api.commands.patterns import mine_demand
from api.commands.printing import Mode, console
from api.commands.records import ingest_learners, ingest_log
from api.commands.syllabi import Reading, ingest_syllabi
from api.refusals import DoorError
from api.session import Session, open_session
from graph.ids import pseudonym_key, write_pseudonym_key
from graph.jobs import list_jobs
from graph.learners import LearnerSummary, list_learners
from ingest.courses import plan_courses
from ingest.logs import ACTIVITY, ANSWERS, RATINGS
from ingest.resources import plan_resources
from recommend.paths import plan_path

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCE = "lakeside"
_STEPS_SHOWN = 12
_BACKLOG = 64


def demo() -> None:
    """Crawl, ingest, mine, diagnose and lay out a path, on the examples of a made school."""
    started = time.monotonic()
    with open_session() as session:
        take_home(session)
        for number, (title, step) in enumerate(list_steps(session), start=1):
            console.rule(f"{number}. {title}", align="left", style="dim")
            step()
        learner = choose_learner(session)
        show_result(session, learner)
    console.print(f"the whole demo took {time.monotonic() - started:.1f} s")


def list_steps(session: Session) -> list[tuple[str, Callable[[], object]]]:
    """Return the steps of the main job, each also a command of its own."""
    raw, apply = session.raw, Mode.APPLY
    resources, simulated = EXAMPLES / "resources", session.home / "simulated"
    return [
        ("ingest esco", lambda: ingest_esco(session, session.home / "cache" / "esco", apply)),
        ("crawl jobs", lambda: crawl_example(session, "jobs")),
        ("crawl courses", lambda: crawl_example(session, "courses")),
        ("ingest postings", lambda: ingest_postings(session, raw / "lakeside-jobs.jsonl")),
        ("ingest courses", lambda: ingest_courses(session, raw / "lakeside-courses.jsonl")),
        (
            "ingest syllabus",
            lambda: ingest_syllabi(session, raw / "lakeside-courses", Reading(SOURCE), apply),
        ),
        ("ingest resources", lambda: ingest_resources(session, resources / "resources.csv")),
        (
            "ingest qmatrix",
            lambda: ingest_q_matrices(session, resources / "qmatrix", SOURCE, apply),
        ),
        ("mine links", lambda: mine_links(session, apply)),
        ("mine rules", lambda: mine_rules(session, apply, ("postings", "syllabi"))),
        ("mine demand", lambda: mine_demand(session, apply)),
        (
            "evaluate simulate",
            lambda: simulate_classes(session, EXAMPLES / "school" / "classes.yaml", simulated),
        ),
        ("ingest learners", lambda: ingest_learners(session, simulated / "learners.csv")),
        (
            "ingest answers",
            lambda: ingest_log(session, simulated / "answers.csv", ANSWERS, SOURCE),
        ),
        (
            "ingest activity",
            lambda: ingest_log(session, simulated / "activity.csv", ACTIVITY, SOURCE),
        ),
        (
            "ingest ratings",
            lambda: ingest_log(session, simulated / "ratings.csv", RATINGS, SOURCE),
        ),
        ("learners diagnose", lambda: diagnose_all(session)),
    ]


def take_home(session: Session) -> None:
    """Give a fresh home the example school's key, so that its pseudonyms are the same everywhere.

    Raises:
        DoorError: the home or the graph belongs to another school.
    """
    key = (EXAMPLES / "school" / "pseudonym.key").read_text().strip()
    if not (session.home / "secrets" / "pseudonym.key").is_file():
        if list_learners(session.store, 1):
            raise DoorError(
                "this graph holds learners already: give the demo an empty graph and a home of "
                "its own (NEO4J_URI, JOURNEYMAN_HOME)"
            )
        write_pseudonym_key(session.home, key)
    if pseudonym_key(session.home) != bytes.fromhex(key):
        raise DoorError(
            f"{session.home} is the home of another school: give the demo one of its own "
            "(JOURNEYMAN_HOME=...)"
        )


def crawl_example(session: Session, kind: str) -> None:
    """Crawl one of the example sites, served on loopback for as long as it takes."""
    with serve_folder(EXAMPLES / "site" / kind) as origin:
        crawl_source(EXAMPLES / "cards" / f"{kind}.yaml", kind, session.home, origin)


def ingest_courses(session: Session, path: Path) -> None:
    """Plan and apply the catalogue."""
    ingest_plan(session, lambda: plan_courses(session.store, path), path, Mode.APPLY)


def ingest_resources(session: Session, path: Path) -> None:
    """Plan and apply the resources."""
    ingest_plan(session, lambda: plan_resources(session.store, path, SOURCE), path, Mode.APPLY)


def choose_learner(session: Session) -> LearnerSummary:
    """Return the learner that the demo shows.

    Of those who aim at the job with most postings, the middle one by answers.
    """
    job = list_jobs(session.store, 1)[0].job_id
    aiming = [found for found in list_learners(session.store) if found.target_id == job]
    return aiming[len(aiming) // 2]


def show_result(session: Session, learner: LearnerSummary) -> None:
    """Print the path of a learner, write the report and say how to go on."""
    console.rule("the path of one simulated learner", style="bold")
    job = str(learner.target_id)
    print_path(plan_path(session.store, learner.learner_id, job), _STEPS_SHOWN)
    file = write_report(session, learner.learner_id, job, session.home / "report.html", "en")
    console.print(f"\nreport:  {file}  (opens in any browser)")
    console.print(f"again:   journeyman path {learner.learner_id} {job} --json", soft_wrap=True)
    console.print("explore: journeyman serve")


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; yield its origin."""

    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = _BACKLOG

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep quiet: the crawl reports."""

    server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
