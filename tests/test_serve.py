"""Does the served page answer with the numbers of the command line, and refuse all that it should?"""

import errno
import http.client
import json
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from templates import hurry

from sim.cli import cli
from sim.ensemble import Ensemble
from sim.experiments.counterfactuals.explain import explain
from sim.model.parameters import table
from sim.page import document
from sim.page.case.sliders import chosen_sliders
from sim.page.runs import compute as computing
from sim.page.runs.coding import decode, history_of
from sim.page.runs.study import Study
from sim.page.served import answers as answering
from sim.page.served import serve
from sim.page.served.answers import Answers
from sim.page.served.serve import Server
from sim.scenario.new import TEMPLATE

ROOT = Path(__file__).parents[1]
RUNS, SEED, SHOWN = 4, 3, 1
HOSTILE = "</script><img src=x onerror=alert(1)>"
TEMPLATE_PAGE = '<meta http-equiv="Content-Security-Policy" content="$csp"><title>$title</title><style>$style</style>'
TEMPLATE_PAGE += '$lessons<script type="application/json" id="data">$data</script><script lang="$lang">$script</script>'
MORE = {"variant": "no_spill", "parameters": {"opinion.rate": 2.5}, "without": ["bay_watch"]}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """A page without anything on it: what it looks like is tested elsewhere."""
    folder = tmp_path_factory.mktemp("app")
    for name in (*document.STYLES, *document.SCRIPTS):
        (folder / name).write_text("", encoding="utf-8")
    (folder / document.TEMPLATE).write_text(TEMPLATE_PAGE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "case"
    folder.mkdir()
    for each in TEMPLATE.iterdir():
        (folder / each.name).write_bytes(each.read_bytes())
    hurry(folder)
    text = (folder / "actors.csv").read_text(encoding="utf-8")
    assert "Bay Watch" in text
    (folder / "actors.csv").write_text(text.replace("Bay Watch", HOSTILE), encoding="utf-8")
    return folder


@contextmanager
def serving(case, app, lang="en"):
    study = Study(case, RUNS, SEED, SHOWN)
    with Server("127.0.0.1", 0, lang) as server:
        server.open(Answers(study, chosen_sliders(study.loaded, ["opinion.rate"]), lang, app=app))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def server(case, app):
    with serving(case, app) as found:
        yield found


def headers_of(server, **more):
    own = {"Host": f"127.0.0.1:{server.server_port}", "Content-Type": "application/json"}
    return {name: value for name, value in (own | more).items() if value is not None}


def send(server, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    own = headers_of(server) if headers is None else headers
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    length = {} if body is None or "Content-Length" in own else {"Content-Length": str(len(body))}
    for name, value in (own | length).items():
        connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def ask(server, path="/api/run", **fields):
    status, _, body = send(server, "POST", path, json.dumps(fields).encode())
    return status, json.loads(body)


def answered(server, path="/api/run", **fields):
    status, answer = ask(server, path, **fields)
    assert status == 200, answer
    return answer


def page_of(server):
    status, headers, body = send(server, "GET", "/")
    assert status == 200
    return headers, body.decode()


def data_of(html):
    return json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])


# --- the page and its numbers


def test_the_page_holds_the_base_alone_and_every_parameter(server):
    data = data_of(page_of(server)[1])
    assert (data["mode"], data["seed"], data["replicate"], data["replicates"]) == ("served", SEED, SHOWN, RUNS)
    assert [each["id"] for each in data["settings"]] == ["base"]
    assert [each["name"] for each in data["parameters"]] == list(table())
    assert [each["name"] for each in data["sliders"]] == ["opinion.rate"]
    assert data["documented"]
    assert {(a, b) for a, b, *_ in data["documented"]} <= {tuple(pair) for pair in data["pairs"]}


def test_answers_are_runs_of_the_command_line(case, server):
    answer = answered(server, **MORE, replicate=SHOWN, replicates=RUNS)
    setting = answer["record"]
    assert {key: setting[key] for key in MORE} == MORE
    assert setting["relative"] is False
    record, planes = decode(setting["blob"])
    ensemble = Ensemble(case, RUNS, SEED, MORE["variant"], MORE["parameters"], absent={"bay_watch": True})
    values = ensemble.run().outcomes["yes_share"]
    assert record["n"] == RUNS
    assert record["shares"] == [[round(1000 * each) for each in values]]
    assert record["votes"][0]["yeas"] / record["votes"][0]["seats"] == pytest.approx(values[SHOWN], abs=1e-12)
    shape = (len(ensemble.setting.issues), ensemble.setting.n_actors, len(answer["pairs"]), 0, ensemble.setting.n_steps)
    found, states = history_of(planes, shape), ensemble.histories([SHOWN])[1:]
    position = np.stack([state.position[..., 0] for state in states], axis=-1)
    assert np.array_equal(found["position"], np.round(position * 100).astype(np.int8))
    active = np.stack([state.is_active[:, 0] for state in states], axis=-1)
    assert np.array_equal(found["is_active"], active)
    assert not active[ensemble.setting.actors.index("bay_watch")].any()
    edges = ensemble.setting.edges
    ties = np.stack([state.allied[:, 0] for state in states], axis=-1)
    for k, (a, b) in enumerate(answer["pairs"]):
        for plane, ends in enumerate(((a, b), (b, a))):
            edge = edges.rows(*(np.array([end], dtype=np.intp) for end in ends))
            assert np.array_equal(found["ties"][plane, k], ties[edge[0]])


def test_an_exported_variant_file_gives_the_same_numbers_as_the_answer(case, server, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "case: case\ntitle: Mine\nbased_on: no_spill\nset: {opinion.rate: 2.5}\nwithout: [bay_watch]\n",
        encoding="utf-8",
    )
    record, _ = decode(answered(server, **MORE)["record"]["blob"])
    values = Ensemble(case, RUNS, SEED, path).run().outcomes["yes_share"]
    assert record["shares"] == [[round(1000 * each) for each in values]]


def test_one_run_first_then_many_show_the_same_history(server):
    one, many = (answered(server, **MORE, replicates=n) for n in (1, RUNS))
    assert one["pairs"] == many["pairs"]
    (first, first_planes), (then, then_planes) = (decode(each["record"]["blob"]) for each in (one, many))
    assert np.array_equal(first_planes, then_planes)
    assert first["votes"] == then["votes"]
    assert (first["n"], then["n"]) == (1, RUNS)
    assert first["shares"][0] == then["shares"][0][:1]


def test_what_is_left_out_is_as_in_the_base(server):
    base = data_of(page_of(server)[1])["settings"][0]
    answer = answered(server)["record"]
    assert answer["id"] == "base"
    assert decode(answer["blob"])[0] == decode(base["blob"])[0]


def test_the_same_request_gives_the_same_bytes(case, server, app):
    body = json.dumps(MORE | {"replicates": 2}).encode()
    turned = json.dumps(dict(reversed(json.loads(body).items())) | {"replicate": SHOWN}).encode()
    found = {send(server, "POST", "/api/run", each)[2] for each in (body, body, turned)}
    with serving(case, app) as other:
        found.add(send(other, "POST", "/api/run", body)[2])
    assert len(found) == 1


def test_last_answers_are_kept_and_not_computed_again(server, monkeypatch):
    first = answered(server, parameters={"opinion.rate": 0.75})
    monkeypatch.setattr(answering, "compute_all", None)
    assert answered(server, parameters={"opinion.rate": 0.75}) == first
    monkeypatch.undo()
    monkeypatch.setattr(answering, "ANSWERS_KEPT", 3)
    for k in range(answering.ANSWERS_KEPT + 2):
        answered(server, parameters={"opinion.rate": k / 64}, replicates=1)
    assert len(server.answers._kept) == answering.ANSWERS_KEPT


def test_who_mattered_is_what_explain_says(case, server):
    (target,) = (each for each in server.answers.desk.targets if not each.startswith(("course:", "provision:")))
    rows = answered(server, "/api/who", target=target, variant="no_spill", replicates=RUNS)["who"]
    found = explain(case, "yes_share", RUNS, SEED, ["actors"], variant="no_spill")
    actors = server.answers.study.subject.actors
    sizes = {actors[row["actor"]]: row["size"] for row in rows}
    assert set(sizes) == {each.deletion.id for each in found.contributions}
    for each in found.contributions:
        assert sizes[each.deletion.id] == pytest.approx(each.size, rel=1e-3, abs=1e-9), each.deletion.id
    fewer = answered(server, "/api/who", target=target, variant="no_spill", without=["bay_watch"], replicates=2)["who"]
    assert {actors[row["actor"]] for row in fewer} == set(sizes) - {"bay_watch"}


def test_other_targets_of_the_same_setting_take_no_runs(server, monkeypatch):
    first, second, *_ = server.answers.desk.targets
    answered(server, "/api/who", target=first, replicates=2)
    monkeypatch.setattr(answering, "compute_all", None)
    assert answered(server, "/api/who", target=second, replicates=2)["who"]


# --- what is refused


def test_every_answer_carries_what_keeps_others_out(server):
    answers = [
        send(server, "GET", "/"), send(server, "POST", "/api/run", b"{}"), send(server, "GET", "/nothing"),
        send(server, "PUT", "/"), send(server, "POST", "/api/run", b"{"),
    ]  # fmt: skip
    assert [status for status, *_ in answers] == [200, 200, 404, 405, 400]
    for _, headers, _ in answers:
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert not {"Server", "Date", "Access-Control-Allow-Origin"} & set(headers)
    page = answers[0][1]["Content-Security-Policy"]
    assert "default-src 'none'" in page
    assert "connect-src 'self'" in page
    assert re.search(r"script-src 'sha256-[\w+/=]{44}';", page)


def test_names_of_actors_stay_text(server):
    html = page_of(server)[1]
    assert HOSTILE not in html
    assert html.count("<img") == 0
    assert any(HOSTILE in each["name"] for each in data_of(html)["actors"])
    status, headers, body = send(server, "POST", "/api/run", json.dumps({"without": ["bay_watch"]}).encode())
    assert status == 200
    assert headers["Content-Type"].startswith("application/json")
    assert b"<" not in body
    assert any(HOSTILE in text for text in json.loads(body)["record"]["title"])


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:{port}"}, 200), ({"Host": "LocalHost:{port}"}, 200), ({"Host": "[::1]:{port}"}, 200),
        ({"Host": "evil.example:{port}"}, 403), ({"Host": "127.0.0.1"}, 403), ({"Host": "127.0.0.1:1"}, 403),
        ({"Host": "127.0.0.1.evil.example:{port}"}, 403), ({"Host": ""}, 403), ({"Host": None}, 403),
        ({"Host": "192.168.0.1:{port}"}, 403),
        ({"Origin": "http://127.0.0.1:{port}"}, 200), ({"Origin": "http://localhost:{port}"}, 200),
        ({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "http://localhost:1"}, 403), ({"Origin": "http://127.0.0.1:{port}.evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200), ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_its_own_names_and_pages_reach_it(server, method, more, status):
    filled = {name: value and value.format(port=server.server_port) for name, value in more.items()}
    path, body = ("/", None) if method == "GET" else ("/api/run", b"{}")
    found, _, text = send(server, method, path, body, headers_of(server, **filled))
    assert found == status
    if status == 403:
        assert list(json.loads(text)) == ["error"]


def test_a_page_at_another_port_of_this_machine_may_lead_here_but_not_ask(server):
    headers = headers_of(server, **{"Sec-Fetch-Site": "same-site"})
    assert send(server, "GET", "/", None, headers)[0] == 200
    assert send(server, "POST", "/api/run", b"{}", headers)[0] == 403


def test_two_hosts_are_none(server):
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as line:
        name = f"Host: 127.0.0.1:{server.server_port}\r\n"
        line.sendall(f"GET / HTTP/1.1\r\n{name}{name}\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.0 403")


@pytest.mark.parametrize(
    "path", ["/api/run/", "/api", "/../sim/page/served/serve.py", "/%2e%2e/x", "//api/run2", "/api/run?x=1"]
)
def test_there_is_nothing_else(server, path):
    for method, body in (("GET", None), ("POST", b"{}")):
        assert send(server, method, path, body)[0] == 404
    assert send(server, "GET", "/api/run")[0] == 404
    assert send(server, "POST", "/", b"{}")[0] == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])
def test_other_methods_are_refused(server, method):
    status, headers, body = send(server, method, "/")
    assert (status, headers["Allow"]) == (405, "GET, POST")
    assert method == "HEAD" or list(json.loads(body)) == ["error"]


@pytest.mark.parametrize(
    ("more", "body", "status"),
    [
        ({"Content-Type": "text/plain"}, b"{}", 415), ({"Content-Type": None}, b"{}", 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"{}", 415),
        ({"Content-Type": "application/json; charset=utf-8"}, b"{}", 200),
        ({"Content-Length": "x"}, b"{}", 400), ({"Content-Length": "-1"}, b"{}", 400),
        ({"Content-Length": "+2"}, b"{}", 400), ({"Content-Length": str(64 * 1024 + 1)}, None, 413),
        ({"Content-Length": "9" * 5000}, None, 413), ({}, None, 411), ({"Transfer-Encoding": "chunked"}, None, 411),
        ({}, b" " * (64 * 1024 + 1), 413), ({}, b"{}" + b" " * (64 * 1024 - 2), 200), ({}, b" " * 1_000_000, 413),
    ],
)  # fmt: skip
def test_a_body_is_json_of_a_known_and_small_length(server, more, body, status):
    assert send(server, "POST", "/api/run", body, headers_of(server, **more))[0] == status


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff", b'{"a": 1}', b"[" * 60_000,
        b'{"parameters": ' + b"[" * 50_000,
        b'{"replicates": 0}', b'{"replicates": 201}', b'{"replicates": 1.0}', b'{"replicates": true}',
        b'{"replicates": "1"}', b'{"replicates": ' + b"9" * 6000 + b"}", b'{"replicate": -1}', b'{"replicate": null}',
        b'{"replicate": 1e3}', b'{"replicate": 1000000}', b'{"variant": "nothing"}', b'{"variant": 1}',
        b'{"variant": ["no_spill"]}', b'{"variant": "/etc/passwd"}', b'{"variant": "../mine.yaml"}',
        b'{"variant": "baseline.yaml"}', b'{"parameters": []}', b'{"parameters": null}',
        b'{"parameters": {"opinion.rte": 1}}', b'{"parameters": {"actors.mayor.size": 1}}',
        b'{"parameters": {"opinion.rate": NaN}}', b'{"parameters": {"opinion.rate": Infinity}}',
        b'{"parameters": {"opinion.rate": -Infinity}}', b'{"parameters": {"opinion.rate": 1e999}}',
        b'{"parameters": {"opinion.rate": 1' + b"0" * 400 + b"}}",
        b'{"parameters": {"opinion.rate": "1"}}', b'{"parameters": {"opinion.rate": true}}',
        b'{"parameters": {"opinion.rate": null}}', b'{"parameters": {"opinion.rate": [1]}}',
        b'{"parameters": {"opinion.rate": -0.01}}', b'{"parameters": {"opinion.rate": 1, "opinion.rate": 2}}',
        b'{"without": "mayor"}', b'{"without": {}}', b'{"without": [1]}', b'{"without": ["nobody"]}',
        b'{"without": ["mayor", "mayor"]}', b'{"without": [["mayor"]]}', b'{"target": "yes_share"}',
    ],
)  # fmt: skip
def test_whatever_is_not_as_it_should_be_is_one_line(server, body, monkeypatch):
    monkeypatch.setattr(answering, "compute_all", None)  # nothing is run for it
    status, _, text = send(server, "POST", "/api/run", body)
    assert status == 400
    answer = json.loads(text)
    assert list(answer) == ["error"]
    assert 5 < len(answer["error"]) < 300
    assert "\n" not in answer["error"]


def test_lines_say_what_was_meant_and_what_is_allowed(server, case, app):
    asked = [
        {"parameters": {"opinion.rte": 1}}, {"parameters": {"opinion.rate": -1}}, {"without": ["mayr"]},
        {"replicates": 500}, {"varaint": None},
    ]  # fmt: skip
    assert [ask(server, **each)[1]["error"] for each in asked] == [
        "parameters: there is no 'opinion.rte'; did you mean 'opinion.rate'?",
        "opinion.rate: must be a number from 0 to 40",
        "without: there is no 'mayr'; did you mean 'mayor'?",
        "replicates: must be a whole number from 1 to 200",
        "field: there is no 'varaint'; did you mean 'variant'?",
    ]
    with serving(case, app, "es") as spanish:
        assert [ask(spanish, **each)[1]["error"] for each in asked[1:4]] == [
            "opinion.rate: debe ser un número de 0 a 40",
            "without: no existe 'mayr'; ¿quiso decir 'mayor'?",
            "replicates: debe ser un número entero de 1 a 200",
        ]


@pytest.mark.parametrize("target", [None, 3, "nothing", ""])
def test_who_mattered_needs_a_target(server, target):
    assert ask(server, "/api/who", target=target)[0] == 400
    assert ask(server, "/api/who")[0] == 400


def test_hostile_texts_come_back_short_and_printable(server):
    line = ask(server, without=[f"\x1b[2J{HOSTILE}\n" + "x" * 5000])[1]["error"]
    assert len(line) < 200
    assert line.isprintable()


# --- how it holds out


def test_a_request_that_does_not_arrive_is_given_up(server, monkeypatch):
    monkeypatch.setattr(serve, "READ_SECONDS", 0.3)
    head = "POST /api/run HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers_of(server).items())
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as line:
        line.sendall(f"{head}Content-Length: 50\r\n\r\n{{".encode())
        assert line.recv(100).startswith(b"HTTP/1.0 408")
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as line:
        line.sendall(b"POST /api")
        assert line.recv(100).startswith(b"HTTP/1.0 400")
    assert time.monotonic() - start < 5


@pytest.fixture
def held(server, monkeypatch):
    """Computations that go on only when they are let."""
    compute, begun, let = answering.compute_all, threading.Semaphore(0), threading.Event()
    at_once, most, lock = [0], [0], threading.Lock()

    def compute_when_let(*args, **options):
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        begun.release()
        assert let.wait(60)
        found = compute(*args, **options)
        with lock:
            at_once[0] -= 1
        return found

    monkeypatch.setattr(answering, "compute_all", compute_when_let)
    yield begun, let, most
    let.set()


def until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    assert holds()


def test_few_compute_at_once_a_few_wait_and_more_are_told_to_come_back(server, held):
    _, let, most = held
    statuses, gate = [], server.answers.gate
    rates = iter(range(100))

    def request():
        statuses.append(ask(server, parameters={"opinion.rate": 5 + next(rates) / 128}, replicates=1)[0])

    threads = [threading.Thread(target=request) for _ in range(answering.AT_ONCE + answering.MOST_WAITING)]
    for thread in threads:
        thread.start()
    until(lambda: (gate.running, gate.waiting) == (answering.AT_ONCE, answering.MOST_WAITING))
    body = json.dumps({"parameters": {"opinion.rate": 9}}).encode()
    status, headers, text = send(server, "POST", "/api/run", body)
    assert (status, headers["Retry-After"]) == (429, "5")
    assert list(json.loads(text)) == ["error"]
    assert send(server, "GET", "/")[0] == 200  # the page itself needs no place
    let.set()
    for thread in threads:
        thread.join()
    assert statuses == [200] * len(threads)
    assert most[0] == answering.AT_ONCE
    assert (gate.running, gate.waiting) == (0, 0)


def test_nobody_computes_for_a_browser_that_went_away(server, held):
    begun, let, _ = held
    gate = server.answers.gate
    asked = [{"parameters": {"opinion.rate": 7 + k / 8}, "replicates": 1} for k in range(answering.AT_ONCE)]
    threads = [threading.Thread(target=ask, args=(server,), kwargs=each) for each in asked]
    for thread in threads:
        thread.start()
        assert begun.acquire(timeout=20)
    body = json.dumps({"parameters": {"opinion.rate": 8.5}}).encode()
    line = socket.create_connection(("127.0.0.1", server.server_port), timeout=10)
    head = "".join(f"{k}: {v}\r\n" for k, v in headers_of(server).items())
    line.sendall(f"POST /api/run HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    until(lambda: gate.waiting == 1)
    line.close()
    until(lambda: gate.waiting == 0)
    assert gate.running == answering.AT_ONCE
    let.set()
    for thread in threads:
        thread.join()
    assert not begun.acquire(blocking=False)


def test_runs_that_nobody_waits_for_are_ended_on_the_way(server):
    asked = server.answers.desk.read(b'{"parameters": {"opinion.rate": 6.5}}')
    months = iter(range(5))
    with pytest.raises(answering.GoneError):
        server.answers.run(asked, lambda: next(months) < 4)
    assert next(months, None) is None  # it looked every month, and not once more
    assert server.answers.gate.running == 0
    target = next(iter(server.answers.desk.targets))
    asked, months = server.answers.desk.read(json.dumps({"target": target}).encode(), with_target=True), iter(range(9))
    with pytest.raises(answering.GoneError):
        server.answers.who(asked, lambda: next(months) < 8)
    assert server.answers.gate.long == 0


def test_processes_that_nobody_waits_for_are_ended_too(server, monkeypatch):
    monkeypatch.setattr(computing, "PAYS_FROM", 0)
    monkeypatch.setattr(computing, "cores", lambda: 2)
    monkeypatch.setattr(computing, "LOOK", 0.05)
    target = next(iter(server.answers.desk.targets))
    asked = server.answers.desk.read(json.dumps({"target": target, "replicates": 200}).encode(), with_target=True)
    looks = iter(range(1000))
    with pytest.raises(answering.GoneError):
        server.answers.who(asked, lambda: next(looks) < 20)
    assert multiprocessing.active_children() == []
    assert (server.answers.gate.running, server.answers.gate.long) == (0, 0)


def test_removing_everybody_takes_one_place_only(server, held):
    _, let, _ = held
    gate, target = server.answers.gate, next(iter(server.answers.desk.targets))
    threads = [
        threading.Thread(target=ask, args=(server, "/api/who"), kwargs={"target": target, "replicates": n})
        for n in (1, 3)
    ]
    for thread in threads:
        thread.start()
    until(lambda: (gate.long, gate.waiting) == (1, 1))
    let.set()
    for thread in threads:
        thread.join()
    assert (gate.running, gate.long) == (0, 0)


def test_a_run_that_fails_is_told_on_the_terminal_alone(server, monkeypatch, capsys):
    def fail(*args, **options):
        raise RuntimeError(f"secret \x1b[2J in {__file__}")

    monkeypatch.setattr(answering, "compute_all", fail)
    status, answer = ask(server, parameters={"opinion.rate": 3.25})
    assert (status, answer) == (500, {"error": "the run failed; the terminal that serves the page tells why"})
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert f"in {__file__}" in told
    assert "\x1b" not in told
    monkeypatch.undo()
    assert ask(server, parameters={"opinion.rate": 3.25}, replicates=1)[0] == 200  # and its place is free again


def test_a_variant_that_cannot_be_drawn_is_one_line(server, monkeypatch):
    def refuse(self, name):
        raise answering_error

    from sim.experiments.plans.plan import PlanError

    answering_error = PlanError("variant no_spill: has other actors, issues or months than the case")
    monkeypatch.setattr(Study, "variant", refuse)
    status, answer = ask(server, variant="no_spill", parameters={"opinion.rate": 4.5})
    assert (status, answer["error"]) == (400, str(answering_error))


def test_what_is_refused_is_one_line_on_the_terminal(server, capsys):
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as line:
        line.sendall(f"GET /\x1b[2J HTTP/1.1\r\nHost: localhost:{server.server_port}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.0 404")
    send(server, "POST", "/api/run", b"{")
    assert capsys.readouterr().err.splitlines() == [
        "GET 404 there is nothing here; the page is at /", "POST 400 the request is no JSON",
    ]  # fmt: skip
    assert send(server, "GET", "/")[0] == 200
    assert capsys.readouterr().err == ""


def test_very_many_connections_are_not_let_pile_up(server, monkeypatch):
    lines = [socket.create_connection(("127.0.0.1", server.server_port), timeout=10) for _ in range(64)]
    try:
        until(lambda: server._places._value == 0)
        with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as late:
            assert late.recv(1) == b""
    finally:
        for line in lines:
            line.close()
    until(lambda: server._places._value == serve.MOST_CONNECTIONS)
    assert send(server, "GET", "/")[0] == 200


# --- the command


def test_a_port_that_is_taken_is_one_line(server):
    done = CliRunner().invoke(cli, ["serve", str(TEMPLATE), "--port", str(server.server_port)])
    assert done.exit_code == 2
    assert f"--port {server.server_port}: is taken; give another, or 0 for any that is free" in done.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--host", "256.0.0.1"], "--host 256.0.0.1 --port 0: cannot be used: "),
        (["--replicates", "201"], "--replicates: at most 200"), (["--port", "70000"], "70000"),
        (["--replicates", "0"], "0"), (["--lang", "es", "--replicates", "201"], "--replicates: a lo más 200"),
    ],
)  # fmt: skip
def test_what_cannot_be_served_is_refused_before_anything_is_run(words, says):
    done = CliRunner().invoke(cli, ["serve", str(TEMPLATE), "--port", "0", *words])
    assert done.exit_code == 2
    assert says in done.output


def test_other_machines_are_let_in_with_a_warning_only(app, monkeypatch):
    monkeypatch.setattr(document, "APP", app)

    def stop(self, *args):
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "serve_forever", stop)
    texts = [
        CliRunner().invoke(cli, ["serve", str(TEMPLATE), "--port", "0", "--host", host, "--replicates", "1"])
        for host in ("127.0.0.1", "0.0.0.0")
    ]
    assert [done.exit_code for done in texts] == [0, 0]
    assert ["warning" in done.output for done in texts] == [False, True]


def test_ctrl_c_ends_it_with_0(app):
    code = (
        "import pathlib, signal, sim.cli, sim.page.document as made\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # tests in the background may be told to ignore it
        f"made.APP = pathlib.Path({str(app)!r})\nsim.cli.main()"
    )
    command = [sys.executable, "-c", code, "serve", str(TEMPLATE), "--port", "0", "--replicates", "2"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        line = process.stdout.readline()
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", line)[1])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", "/api/run", b'{"replicates": 200}', {"Content-Type": "application/json"})
        time.sleep(0.1)  # while it computes
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, "ended\n")
    assert errors.splitlines() == ["running the case as it is (2 runs) ..."]
    with pytest.raises(OSError) as wrong:
        socket.create_connection(("127.0.0.1", port), timeout=2)
    assert wrong.value.errno == errno.ECONNREFUSED


def test_loopback_of_the_sixth_version_is_served_where_there_is_one(case, app):
    try:
        server = Server("::1", 0)
    except OSError:
        pytest.skip("this machine has no ::1")
    with server:
        assert server.url == f"http://[::1]:{server.server_port}/"
