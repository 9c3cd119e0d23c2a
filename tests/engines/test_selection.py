"""Finding a Quarto, and choosing between it and the embedded engine."""

import pytest

from multitrack.engines.quarto import NoQuarto, QuartoEngine, find_quarto, select_engine
from multitrack.errors import ProgramError, UsageError

EMBEDDED = object()
GET_IT = "get Quarto with pip install 'multitrack[quarto]' or from https://quarto.org, or choose --engine embedded"


@pytest.fixture
def no_package(monkeypatch):
    """Hide the package that brings a Quarto, should the machine have it."""
    monkeypatch.setattr("multitrack.engines.quarto.find_spec", lambda _: None)


def path_with(folder):
    """Return an environment in which programs are found in one folder only."""
    return {"PATH": str(folder)}


def refusal(environment):
    """Return the message of the error when no Quarto will do."""
    with pytest.raises(ProgramError) as caught:
        select_engine("quarto", EMBEDDED, lambda: find_quarto(environment))
    return str(caught.value)


def test_quarto_is_found_on_path(fake):
    environment = path_with(fake.program.parent)

    found = find_quarto(environment)

    assert isinstance(found, QuartoEngine)
    assert (found.program, found.version, found.environment) == (fake.program, "1.10.18", environment)


def test_the_environment_may_give_a_language_more_time(fake):
    found = find_quarto({**path_with(fake.program.parent), "MULTITRACK_QUARTO_LIMIT": "900"})

    assert isinstance(found, QuartoEngine)
    assert found.limit_s == 900


@pytest.mark.parametrize("told", ["soon", "-1", "0", "1.5"])
def test_a_limit_that_is_no_number_of_seconds_is_refused(fake, told):
    with pytest.raises(UsageError) as caught:
        find_quarto({**path_with(fake.program.parent), "MULTITRACK_QUARTO_LIMIT": told})

    remedy = "give it a whole number of seconds, or unset it for 300"
    assert str(caught.value) == f"MULTITRACK_QUARTO_LIMIT is {told!r}: {remedy}"


def test_quarto_path_comes_before_path(fake, make_fake):
    other = make_fake("other")

    found = find_quarto({**path_with(fake.program.parent), "QUARTO_PATH": str(other.program)})

    assert isinstance(found, QuartoEngine)
    assert found.program == other.program


def test_the_package_comes_last(make_fake, monkeypatch, tmp_path):
    packaged = make_fake("site/quarto_cli/bin")
    monkeypatch.syspath_prepend(tmp_path / "site")

    found = find_quarto(path_with(tmp_path))

    assert isinstance(found, QuartoEngine)
    assert found.program == packaged.program


def test_one_on_path_that_is_too_old_gives_way_to_the_package(fake, make_fake, monkeypatch, tmp_path):
    fake.behave(version="1.7.27")
    packaged = make_fake("site/quarto_cli/bin")
    monkeypatch.syspath_prepend(tmp_path / "site")

    found = find_quarto(path_with(fake.program.parent))

    assert isinstance(found, QuartoEngine)
    assert found.program == packaged.program


@pytest.mark.parametrize("version", ["1.9.0", "1.10.18", "1.11.0-rc.1", "1.12.3+local", "2.0", "99.9.9"])
def test_a_version_that_will_do(fake, version):
    fake.behave(version=version)

    found = find_quarto(path_with(fake.program.parent))

    assert isinstance(found, QuartoEngine)
    assert found.version == version


@pytest.mark.usefixtures("no_package")
@pytest.mark.parametrize("version", ["1.8.27", "0.9.171", "1.8.99-dev"])
def test_a_version_that_is_too_old(fake, version):
    fake.behave(version=version)

    message = f"{fake.program} is Quarto {version}, and 1.9 or later is needed; {GET_IT}"
    assert refusal(path_with(fake.program.parent)) == message


@pytest.mark.usefixtures("no_package")
def test_a_program_of_that_name_that_is_another(fake):
    fake.behave(version="a board game")

    message = f"{fake.program} is no Quarto: it gives its version as 'a board game'; {GET_IT}"
    assert refusal(path_with(fake.program.parent)) == message


@pytest.mark.usefixtures("no_package")
def test_a_program_that_fails_to_tell_its_version(fake):
    fake.behave(version_status=7)

    message = f"{fake.program} --version failed with status 7; its last lines say why; {GET_IT}"
    assert refusal(path_with(fake.program.parent)) == message


def test_a_quarto_path_that_leads_nowhere_is_not_passed_over(fake, tmp_path):
    gone = tmp_path / "gone"

    message = f"{gone} --version could not be started: {gone}: No such file or directory; {GET_IT}"
    assert refusal({**path_with(fake.program.parent), "QUARTO_PATH": str(gone)}) == message


@pytest.mark.usefixtures("no_package")
def test_no_quarto_at_all(tmp_path):
    assert refusal(path_with(tmp_path)) == (
        "Quarto was not found: QUARTO_PATH is not set, no quarto is on PATH, "
        f"and the package quarto_cli is not installed; {GET_IT}"
    )


def test_auto_takes_quarto_where_it_is_found(quarto):
    selection = select_engine("auto", EMBEDDED, lambda: quarto.engine)

    assert selection.engine is quarto.engine
    assert selection.reason == f"engine quarto: version 1.10.18 at {quarto.engine.program}"


def test_auto_takes_the_embedded_engine_where_none_will_do():
    selection = select_engine(
        "auto", EMBEDDED, lambda: NoQuarto("/bin/quarto is Quarto 1.7.27, and 1.9 or later is needed")
    )

    assert selection.engine is EMBEDDED
    assert selection.reason == "engine embedded: /bin/quarto is Quarto 1.7.27, and 1.9 or later is needed"


def test_quarto_is_not_replaced_where_it_is_asked_for():
    with pytest.raises(ProgramError) as caught:
        select_engine("quarto", EMBEDDED, lambda: NoQuarto("no such program"))

    assert str(caught.value) == f"no such program; {GET_IT}"


def test_the_embedded_engine_is_taken_without_a_look_for_quarto():
    selection = select_engine("embedded", EMBEDDED, lambda: pytest.fail("Quarto was looked for"))

    assert selection.reason == "engine embedded, as asked for"
