"""The registry at the desk: found, checked, corrected, merged, blocked; and what an officer of one event sees."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from press.accounts.models import RoleGrant
from press.accounts.states import Role
from press.accreditation.queries import progress
from press.accreditation.states import ApplicationState as S
from press.clock import BANGKOK, now
from press.db import db, db_transaction
from press.events.models import Event
from press.events.queries import event_by_slug
from press.outlets import services as registry
from press.outlets.models import Outlet
from press.outlets.queries import match, outlet_itself
from press.outlets.services.registering import Facts
from press.outlets.states import Medium, OutletState
from tests.support import people
from tests.support.browser import Page
from tests.support.people import EVENT, OFFICER, Person

pytestmark = pytest.mark.sqlite_only
Make = Callable[..., Person]


@pytest.fixture
def outlet(app: Flask) -> Callable[..., int]:
    """Adds an outlet; returns its number."""

    def add(
        name_th: str = "", name_en: str = "", medium: Medium = Medium.TV, country: str = "TH", owner: str = ""
    ) -> int:
        with app.app_context(), db_transaction():
            return registry.add(Facts(name_th, name_en, medium, country, owner), by=OFFICER, at=now()).id

    return add


@pytest.fixture
def known(app: Flask) -> Callable[[int], Outlet]:
    """An outlet as it stands in the database now."""

    def read(number: int) -> Outlet:
        with app.app_context():
            found = outlet_itself(number)
            db.session.refresh(found)
            assert found.aliases
            return found

    return read


def shown(page: Page) -> list[int]:
    """Numbers of the outlets of the list, in its order."""
    return [int(link.rpartition("/")[2]) for link in page.links if link.removeprefix("/desk/outlets/").isdecimal()]


class TestList:
    @pytest.fixture
    def found(self, officer: Person) -> Callable[[str], list[int]]:
        return lambda query: shown(officer.browser.get(f"/desk/outlets?{query}"))

    @pytest.mark.parametrize("words", ["ไทยรัฐ", "thairath", "THAI RATH", "www.thairath.co.th", "รัฐ"])
    def test_either_script_finds_it_and_so_does_a_part(self, outlet: Any, found: Any, words: str) -> None:
        wanted = outlet("ไทยรัฐ")
        outlet("มติชน")
        assert found(f"q={words}") == [wanted]

    def test_by_owner_medium_country_and_state(self, app: Flask, outlet: Any, found: Any) -> None:
        one = outlet("", "One", Medium.RADIO, "JP", owner="Group of One")
        two = outlet("", "Two", Medium.PRINT)
        with app.app_context():
            owner = outlet_itself(one).owner_id
        assert found("q=group of") == [one]
        assert found(f"owner={owner}") == [one]
        assert found("medium=radio") == [one]
        assert found("country=TH") == [two]
        assert found("state=to_verify") == [one, two]
        assert found("state=verified") == []
        assert found("sort=newest") == [two, one]

    def test_thai_names_stand_in_thai_order(self, outlet: Any, found: Any) -> None:
        words = ["ขอนแก่น", "เกาะ", "แกง", "กำ", "Zebra"]
        numbers = {word: outlet(word) if word != "Zebra" else outlet("", word) for word in words}
        expected = [numbers[word] for word in ("Zebra", "กำ", "เกาะ", "แกง", "ขอนแก่น")]
        assert found("lang=th") == expected

    @pytest.mark.parametrize("query", ["page=0", "page=x", "owner=x", "state=x", "medium=x", "country=xxx", "sort=x"])
    def test_what_means_nothing_is_left_out(self, outlet: Any, officer: Person, query: str) -> None:
        outlet("หนึ่ง")
        assert officer.browser.get(f"/desk/outlets?{query}").status == 200

    @pytest.mark.parametrize("words", ["%", "_", "'", "💥", "x" * 3000])
    def test_any_search_is_a_search(self, officer: Person, words: str) -> None:
        assert officer.browser.get("/desk/outlets", query_string={"q": words}).status == 200

    def test_one_row_costs_as_many_queries_as_three(self, outlet: Any, found: Any, count_queries: Any) -> None:
        outlet("", "News One", owner="A")
        found("q=news")
        one = count_queries(lambda: found("q=news"))
        outlet("", "News Two", owner="B")
        outlet("", "News Three", owner="C")
        found("q=news")
        assert count_queries(lambda: found("q=news")) == one

    def test_the_desk_leads_there(self, officer: Person, event: str) -> None:
        assert "/desk/outlets" in officer.browser.get(f"/desk/{event}").links


class TestOutlet:
    def test_added_by_hand_corrected_and_verified(self, officer: Person, known: Any) -> None:
        desk = officer.browser
        page = desk.get("/desk/outlets/new")
        page = desk.follow(desk.send(page, name_th="ข่าวใหม่", name_en="New News", medium="radio", country="LA"))
        number = int(page.url.rpartition("/")[2])
        assert "It is not verified yet." in page.text
        page = desk.get(f"/desk/outlets/{number}/edit")
        page = desk.follow(desk.send(page, name_en="Newer News", owner="Group"))
        page = desk.follow(desk.send(page, "/verify", how="licence 9"))
        assert "The outlet is verified." in page.text
        found = known(number)
        assert (found.name_en, found.country, found.state, found.verified_how) == (
            "Newer News",
            "LA",
            OutletState.VERIFIED,
            "licence 9",
        )
        assert {alias.alias for alias in found.aliases} == {"ข่าวใหม่", "New News", "Newer News"}

    def test_a_name_is_needed_and_what_was_typed_stays(self, officer: Person) -> None:
        page = officer.browser.get("/desk/outlets/new")
        page = officer.browser.send(page, name_th=" … ", owner="Group")
        assert page.status == 422
        assert page.form("/desk/outlets/new").fields["owner"] == "Group"

    def test_the_second_editor_is_told_and_loses_nothing(self, app: Flask, officer: Person, outlet: Any) -> None:
        number = outlet("", "First")
        other = people.staff(app, Role.ADMIN, now()).browser
        mine, theirs = (each.get(f"/desk/outlets/{number}/edit") for each in (officer.browser, other))
        assert other.send(theirs, name_en="Theirs").status == 303
        refused = officer.browser.send(mine, name_en="Mine")
        assert refused.status == 409
        assert "Somebody else changed this" in refused.text
        assert "Theirs" in refused.text
        assert refused.form("/edit").fields["name_en"] == "Mine"
        assert officer.browser.send(refused).status == 303

    def test_its_states(self, officer: Person, outlet: Any, known: Any) -> None:
        desk, number = officer.browser, outlet("", "First")
        for state in ("dormant", "unverified", "blocked", "unverified"):
            page = desk.get(f"/desk/outlets/{number}")
            assert desk.send(page, "/standing", state=state, reason=f"now {state}").status == 303
            assert (known(number).state, known(number).state_reason) == (OutletState(state), f"now {state}")

    def test_a_state_needs_a_reason(self, officer: Person, outlet: Any, known: Any) -> None:
        number = outlet("", "First")
        page = officer.browser.get(f"/desk/outlets/{number}")
        assert officer.browser.send(page, "/standing", state="blocked", reason=" ").status == 422
        assert known(number).state is OutletState.UNVERIFIED

    def test_names_are_added_and_removed_but_not_its_own(self, app: Flask, officer: Person, outlet: Any) -> None:
        desk, number = officer.browser, outlet("", "First")
        page = desk.get(f"/desk/outlets/{number}")
        page = desk.follow(desk.send(page, "/names", alias="ที่หนึ่ง"))
        with app.app_context():
            found = match("ที่หนึ่ง", Medium.TV, "TH")
            assert found is not None
            own, other = found.aliases
        refused = desk.post(f"/desk/outlets/{number}/names/{own.id}/remove", {"csrf_token": desk.token()})
        assert refused.status == 422
        assert desk.send(page, f"/names/{other.id}/remove").status == 303
        with app.app_context():
            assert match("ที่หนึ่ง", Medium.TV, "TH") is None
            assert match("first", Medium.TV, "TH") is not None

    def test_an_owner_changes_on_a_day_and_the_earlier_one_is_kept(self, officer: Person, outlet: Any) -> None:
        desk, number = officer.browser, outlet("", "First", owner="Old Group")
        page = desk.get(f"/desk/outlets/{number}")
        wrong = desk.send(page, "/owner", new_owner="New Group", since="31/2/2568")
        assert (wrong.status, "Write the day" in wrong.text) == (422, True)
        assert desk.send(page, "/owner", new_owner="New Group", since="1/1/2600").status == 422
        early = desk.send(page, "/owner", new_owner="New Group", since="1/1/2560")
        assert (early.status, "before the last change" in early.text) == (422, True)
        today = now().astimezone(BANGKOK).strftime("%-d/%-m/%Y")
        page = desk.follow(desk.send(page, "/owner", new_owner="New Group", since=today))
        assert page.text.index("New Group") < page.text.index("Old Group")

    def test_evidence_is_shown_with_its_grade_here_and_on_the_application(
        self, officer: Person, applicant: Make
    ) -> None:
        desk, person = officer.browser, applicant(outlet="First")
        page = desk.get(person.desk_page)
        outlet_page = next(link for link in page.links if link.startswith("/desk/outlets/"))
        page = desk.get(outlet_page)
        form = {
            "evidence_kind": "licence",
            "evidence_grade": "A",
            "evidence_words": "NBTC 7",
            "valid_until": "31/12/2590",
        }
        page = desk.follow(desk.send(page, "/evidence", **form))
        assert "NBTC 7" in page.text
        page = desk.get(person.desk_page)
        assert "NBTC 7" in page.text
        assert "It proves the outlet, not that it sent this person" in page.text

    def test_only_applications_of_events_where_one_reviews(self, app: Flask, applicant: Make, officer: Person) -> None:
        person = applicant(outlet="First")
        with app.app_context():
            number = match("First", Medium.TV, "TH").id  # type: ignore[union-attr]
        assert person.ref in officer.browser.get(f"/desk/outlets/{number}").text
        with app.app_context(), db_transaction():
            for grant in db.session.scalars(db.select(RoleGrant).filter_by(account_id=officer.account_id)):
                grant.event_id = _other_event(EVENT)
        assert person.ref not in officer.browser.get(f"/desk/outlets/{number}").text

    def test_nothing_typed_is_markup(self, officer: Person, outlet: Any) -> None:
        number = outlet("", "<script>alert(1)</script>", owner="<b>x</b>")
        html = officer.browser.get(f"/desk/outlets/{number}").html
        assert "<script>alert" not in html
        assert "<b>x</b>" not in html


def _other_event(slug: str) -> int:
    """Another event, a copy of this one."""
    found = event_by_slug(slug)
    columns = {column.key: getattr(found, column.key) for column in Event.__mapper__.column_attrs if column.key != "id"}
    other = Event(**{**columns, "slug": "another", "ref_prefix": "OTH"})
    db.session.add(other)
    db.session.flush()
    return int(other.id)


class TestPlatforms:
    def test_a_channels_site_and_page_add_nothing_to_the_count(
        self, app: Flask, officer: Person, applicant: Make
    ) -> None:
        """Three people of one channel, one of them for its website by name: one outlet."""
        applicant(S.APPROVED, outlet="Channel One", verified=True)
        with app.app_context():
            number = match("Channel One", Medium.TV, "TH").id  # type: ignore[union-attr]
        desk = officer.browser
        for kind, name, address in (
            ("site", "ChannelOne Online", "https://www.channelone.example/news"),
            ("page", "One Fans", "facebook.com/channel.one.fans"),
        ):
            page = desk.get(f"/desk/outlets/{number}")
            typed = {"platform_kind": kind, "platform_medium": "digital", "platform_name": name, "address": address}
            assert desk.send(page, "/platforms", **typed).status == 303
        for typed in ("channelone.example", "One Fans", "@channel.one.fans"):
            applicant(S.APPROVED, outlet=typed, medium=Medium.DIGITAL)
        with app.app_context():
            figures = progress(event_by_slug(EVENT), at=now())
            assert (figures.outlets, figures.people) == (1, 4)
            assert figures.by_medium[Medium.TV] == 1

    def test_changed_and_removed_with_its_names(self, app: Flask, officer: Person, outlet: Any) -> None:
        desk, number = officer.browser, outlet("", "First")
        page = desk.get(f"/desk/outlets/{number}")
        typed = {"platform_kind": "site", "platform_name": "First Net", "address": "first.example", "followers": ""}
        page = desk.follow(desk.send(page, "/platforms", **typed))
        change = next(link for link in page.links if "/platforms/" in link)
        page = desk.follow(desk.send(desk.get(change), address="https://second.example/"))
        with app.app_context():
            assert match("first.example", Medium.TV, "TH") is None
            assert match("second.example", Medium.TV, "TH") is not None
        assert desk.send(page, "/remove").status == 303
        with app.app_context():
            assert match("second.example", Medium.TV, "TH") is None
            assert match("First", Medium.TV, "TH") is not None


class TestMerging:
    def test_chosen_previewed_merged_and_undone(self, app: Flask, officer: Person, applicant: Make, event: str) -> None:
        desk = officer.browser
        person = applicant(S.APPROVED, outlet="Thairath TV", verified=True)
        applicant(S.APPROVED, outlet="ไทยรัฐทีวี", verified=True)
        with app.app_context():
            one, other = (match(name, Medium.TV, "TH").id for name in ("Thairath TV", "ไทยรัฐทีวี"))  # type: ignore[union-attr]
        page = desk.get(f"/desk/outlets/{one}/merge")
        assert "ไทยรัฐทีวี" in page.text
        page = desk.get(f"/desk/outlets/{one}/merge?into={other}")
        assert "Applications that go along" in page.text
        assert desk.send(page, "/merge", reason=" ").status == 422
        answer = desk.send(page, "/merge", reason="one newsroom")
        assert (answer.status, answer.location) == (303, f"/desk/outlets/{other}")
        assert desk.get(f"/events/{event}/progress.json").json["outlets"] == 1
        assert desk.send(page, "/merge", reason="one newsroom").status == 409  # the same form again
        page = desk.get(f"/desk/outlets/{other}")
        assert person.ref in page.text
        answer = desk.send(page, "/undo", why="two desks")
        assert (answer.status, answer.location) == (303, f"/desk/outlets/{one}")
        assert desk.get(f"/events/{event}/progress.json").json["outlets"] == 2
        assert desk.send(page, "/undo", why="two desks").status == 409

    def test_what_was_shown_is_no_more(self, officer: Person, outlet: Any) -> None:
        desk, one, other = officer.browser, outlet("", "One"), outlet("", "Other")
        seen = desk.get(f"/desk/outlets/{one}/merge?into={other}")
        desk.send(desk.get(f"/desk/outlets/{other}/edit"), name_en="Another")
        refused = desk.send(seen, "/merge", reason="the same")
        assert (refused.status, "Somebody else changed this" in refused.text) == (409, True)
        assert desk.send(refused, "/merge").status == 303

    def test_pairs_that_look_alike_until_somebody_says_they_are_two(self, officer: Person, outlet: Any) -> None:
        desk = officer.browser
        outlet("ไทยรัฐ"), outlet("", "Thairath"), outlet("มติชน")
        page = desk.get("/desk/outlets/look-alikes")
        assert "1 pair" in page.text
        page = desk.follow(desk.send(page, "/apart/2"))
        assert "No two outlets look alike" in page.text


class TestBlocked:
    def test_warned_of_and_approved_by_an_admin_with_a_reason_alone(
        self, app: Flask, officer: Person, applicant: Make
    ) -> None:
        desk, person = officer.browser, applicant(outlet="Fake News")
        page = desk.get(person.desk_page)
        outlet_page = next(link for link in page.links if link.startswith("/desk/outlets/"))
        desk.send(desk.get(outlet_page), "/standing", state="blocked", reason="sold cards")
        page = desk.get(person.desk_page)
        assert "This outlet is blocked" in page.text
        assert "sold cards" in page.text
        assert desk.send(page, "/approve", reason="The editor vouched for her.").status == 409
        assert people.state_of(app, person.ref) is S.SUBMITTED
        admin = people.staff(app, Role.ADMIN, now()).browser
        page = admin.get(person.desk_page)
        assert admin.send(page, "/approve", reason="").status == 409
        assert admin.send(page, "/approve", reason="", over="The editor vouched for her.").status == 303
        assert people.state_of(app, person.ref) is S.APPROVED


class TestOwners:
    def test_listed_renamed_and_merged(self, app: Flask, officer: Person, outlet: Any, known: Any) -> None:
        desk = officer.browser
        one, other = outlet("", "One", owner="Group"), outlet("", "Other", owner="Group Co., Ltd.")
        page = desk.get("/desk/owners")
        assert "Group Co., Ltd." in page.text
        first, second = known(one).owner_id, known(other).owner_id
        page = desk.get(f"/desk/owners/{second}")
        assert desk.send(page, "/rename", name="Group").status == 422
        page = desk.follow(desk.send(page, "/rename", name="The Group"))
        answer = desk.send(page, "/merge", into_owner=str(first))
        assert (answer.status, answer.location) == (303, f"/desk/owners/{first}")
        assert known(other).owner_id == first
        assert desk.get(f"/desk/owners/{second}").status == 404
