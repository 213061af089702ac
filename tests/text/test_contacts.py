import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from text.contacts import strip_contact_lines, strip_contacts


@pytest.mark.parametrize(
    ("line", "stripped"),
    [
        ("Send your CV to hr@lakeside.example by 1 May.", "Send your CV to by 1 May."),
        ("jane (at) example (dot) org", ""),
        ("E-mail: a@b.example, Phone: +1 555 0100", ""),
        ("Call us on +49 (0)661 123-456 now", "now"),
        ("(+49) 661 123456 or 00 44 20 7946 0958", "or"),
        ("0033 1 23 45 67 89", ""),
        ("Tel.: 555-0147", ""),
        ("Write to a@b.example or 555-2163, or dial 555 2164", "Write to or, or"),
        ("Ring at the gate or 555-0163", "Ring at the gate or"),
        ("Write (0661 123456) to us", "Write to us"),
        ("(555) 010-1234 or 555-010-1234", "or"),
        ("请发送简历至hr@example.com。联系电话：010-62345678", "请发送简历至。"),
        ("联系人：张先生 13812345678", ""),
        ("微信: lake_side", ""),
        ("See linkedin.com/in/anna-novak, please", "See, please"),
        ("Please contact Anna Novak today", "Please contact today"),
        ("For questions, contact: Dr. Jane Smith", "For questions"),
        ("You may contact Mr. Smith", "You may contact"),
    ],
)
def test_contact_data_is_removed(line: str, stripped: str) -> None:
    assert strip_contacts(line) == stripped


@pytest.mark.parametrize(
    "line",
    [
        "45,000 - 52,000 EUR, 2019-2024, 01.09.2026, 2026-09-01, 07.30 - 16.00, 24/7",
        "ISO 9001, EN 60204-1, ISO 13849-1:2015, RFC 2119, 802.11, CVE-2026-35402",
        "1000-1500 rpm, M8 x 1.25, from 0.5 to 10.25 mm, 100 000 000 records, 1 500 000 users",
        "C++ 11 2003 2014 2017, Python 3.11, PostgreSQL 14-16, 192.168.100.1, port 8080",
        "Phone support for 1200 users; call 100-200 customers; e-mail and phone skills",
        "Contact Lens Technician",
        "Customer contact: you answer the phone",
        "15-1242.00 Database Administrators",
    ],
)
def test_what_is_no_contact_stays(line: str) -> None:
    assert strip_contacts(line) == line


def test_lines_that_name_a_contact_go_whole() -> None:
    text = "A\nContact: Anna Novak, HR\nB\nYour contact person\nBob\nC\nRecruiter: X\n联系人：王\nD"
    assert strip_contact_lines(text) == "A\nB\nC\nD"


@example(".a@a")
@given(st.text(alphabet="a1 +.@()-:\n", max_size=200))
def test_no_address_survives(text: str) -> None:
    assert "a@a.a" not in strip_contact_lines(text + " a@a.a " + text)


@given(st.from_regex(r"\+[1-9]\d{1,2} \d{2,3} \d{6,7}", fullmatch=True))
def test_no_international_number_survives(number: str) -> None:
    assert strip_contacts(f"Ask at {number} please") == "Ask at please"
