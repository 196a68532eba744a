"""Thai names in headings are not cut in mid-word."""

from markupsafe import Markup

from press.web.language import whole_known, whole_words


def test_thai_between_spaces_stays_whole_and_latin_is_left_alone() -> None:
    assert whole_words("เปิดตัว Smart <City>") == '<span class="nb">เปิดตัว</span> Smart &lt;City&gt;'


def test_what_is_wider_than_a_telephone_may_break() -> None:
    assert whole_words("ก" * 40) == "ก" * 40


def test_markup_is_not_wrapped_again() -> None:
    assert whole_words(Markup("<b>ไทย</b>")) == "<b>ไทย</b>"


def test_a_quoted_name_stays_whole_wherever_it_is_said() -> None:
    said = whole_known("ตราสัญลักษณ์สมาร์ทซิตี้ไทยแลนด์ & <b>", "กิจกรรมเปิดตัว “สมาร์ทซิตี้ไทยแลนด์”")
    assert said == 'ตราสัญลักษณ์<span class="nb">สมาร์ทซิตี้ไทยแลนด์</span> &amp; &lt;b&gt;'
