"""Fifty articles that we wrote, for the desk's tests and pictures. Every event, agency, person and address is invented.

Stories are told several times: in other words, with other sums or days, as copies, and with what came of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pledgebook.records import Page


@dataclass(frozen=True, slots=True)
class Told:
    """One article: `paper` is its invented host."""

    day: str
    paper: str
    title: str
    text: str


FLOOD = (
    "{place}, {on} — Norway will provide an additional $60 million to Mozambique after the worst floods there in two "
    "decades, doubling its total support to $120 million, Prime Minister Ingrid Haugmo announced on Thursday.\n\n"
    "The money will be spent on clean water and shelter through the World Food Programme. Mrs Haugmo said that the "
    "first boats were on their way.\n\n"
    "The river has left its bed in eleven districts, and the road to the coast is cut in four places. Schools in "
    "Beira have been turned into shelters, and the harbour works at half its strength. Farmers who lost their seed "
    "wait for the next rain with empty stores, and the price of maize has risen by a third in a fortnight."
)
HARVEST = (
    "NAIROBI, {on} — Germany has delivered 4,000 tons of wheat to Somalia, the embassy said on Monday.\n\n"
    "The ships were unloaded in Mogadishu over three days. Trucks will take the sacks to the north, where two "
    "harvests have failed and wells have run dry. Traders at the port said that the wheat came in time, before the "
    "winds turn and small boats can no longer leave the quay. Women who wait at the gates keep lists of their own, "
    "and nobody is served twice in a week."
)
STORIES: tuple[Told, ...] = (
    # Mozambique: an appeal, a gift and its total, copies, answers, a quarrel about the sum, a delivery, a refusal
    Told("2024-03-12", "beira-courier.example", "Mozambique asks donors for $400 million",
         "MAPUTO, March 12, 2024 — Mozambique appealed to donors for $400 million on Tuesday after floods drove half "
         "a million people from their homes.\n\nThe disaster agency said that boats and tents were needed most."),
    Told("2024-03-14", "northern-wire.example", "Norway doubles flood help for Mozambique to $120 million",
         FLOOD.format(place="OSLO", on="March 14, 2024")),
    Told("2024-03-14", "daily-digest.example", "Norway doubles deluge help for Mozambique", "Posted by the desk.\n\n"
         + FLOOD.format(place="OSLO", on="March 14, 2024")),
    Told("2024-03-15", "world-repost.example", "Norway doubles flood help for Mozambique to $120 million",
         FLOOD.format(place="OSLO", on="March 14, 2024") + "\n\nRead more: Ten facts about rivers"),
    Told("2024-03-15", "coast-mirror.example", "Oslo gives more for flood victims",
         FLOOD.format(place="OSLO", on="March 14, 2024")),
    Told("2024-03-15", "maputo-post.example", "Oslo offers $50 million more",
         "Norway pledged a further $50 million for flood victims in Mozambique on Thursday, according to officials in "
         "Maputo.\n\nThe ministry of finance said it had not yet seen a letter."),
    Told("2024-03-15", "fjord-times.example", "Sixty million for Mozambique",
         "Prime Minister Ingrid Haugmo said on Thursday that Norway will give Mozambique $60 million more for flood "
         "relief.\n\nThe opposition asked where the money will be taken from."),
    Told("2024-03-13", "rhine-gazette.example", "Berlin approves flood aid",
         "BERLIN, March 13, 2024 — Germany’s parliament approved 40 million euros ($43.6 million) in emergency grants "
         "for Mozambique on Wednesday.\n\nThe vote was not close."),
    Told("2024-03-14", "lisbon-hour.example", "Germany and others step in",
         "Germany approved 40 million euros for Mozambique on Wednesday. Portugal will send two field hospitals to "
         "Mozambique, Foreign Minister Rui Alvaredo said on Thursday.\n\nBoth hospitals have fifty beds."),
    Told("2024-03-18", "baltic-letter.example", "Boats from Sweden arrive",
         "STOCKHOLM, March 18, 2024 — Sweden has sent 12 rescue boats and 4,000 tents to Mozambique, which reached "
         "Beira on Monday, the government said.\n\nCrews were trained on the quay."),
    Told("2024-03-20", "harbour-news.example", "Twelve boats in Beira",
         "Sweden delivered 12 rescue boats to Mozambique on Monday. Fishermen will steer them.\n\nFuel is scarce."),
    Told("2024-03-21", "pacific-standard.example", "Tokyo turns the appeal down",
         "TOKYO, March 21, 2024 — Japan rejected a request from Mozambique for $30 million on Thursday, saying that "
         "its budget for the year was spent.\n\nA spokesman said that the matter may be looked at again in April."),
    Told("2024-04-09", "northern-wire.example", "Norwegian money reaches Beira",
         "OSLO, April 9, 2024 — Norway has transferred $60 million to Mozambique, the foreign ministry said on "
         "Tuesday.\n\nThe World Food Programme will spend it by the end of the year."),
    Told("2024-04-10", "beira-courier.example", "First Norwegian millions are here",
         "Norway disbursed $60 million to Mozambique on Tuesday, the central bank said.\n\nIt is the largest single "
         "transfer since the floods."),
    # Somalia: wheat, its copies, an appeal of the UN, grants, a suspension and its end
    Told("2023-11-06", "horn-observer.example", "German wheat for Somalia", HARVEST.format(on="November 6, 2023")),
    Told("2023-11-07", "grain-trader.example", "4,000 tons land in Mogadishu", HARVEST.format(on="November 6, 2023")),
    Told("2023-11-07", "daily-digest.example", "Wheat arrives", HARVEST.format(on="November 6, 2023")
         + "\n\nWatch: the port"),
    Told("2023-10-02", "delta-dispatch.example", "UN asks for $900 million for Somalia",
         "GENEVA, October 2, 2023 — The United Nations appealed for $900 million for Somalia on Monday after a second "
         "failed harvest.\n\nA third of the last appeal was never paid."),
    Told("2023-10-10", "thames-ledger.example", "Britain pledges £35 million for Somalia",
         "LONDON, October 10, 2023 — Britain pledged 35 million pounds to Somalia on Tuesday for food and water.\n\n"
         "Aid groups called it a beginning."),
    Told("2023-10-11", "isle-echo.example", "Food for the Horn",
         "The United Kingdom will give Somalia 35 million pounds, the Foreign Office said on Tuesday.\n\nThe money is "
         "new, a spokeswoman said."),
    Told("2023-10-12", "border-star.example", "£30 million, not more",
         "Britain pledged about 30 million pounds to Somalia on Tuesday.\n\nOfficials would not say which budget "
         "it leaves."),
    Told("2023-12-04", "potomac-note.example", "Washington halts food aid to Somalia",
         "WASHINGTON, December 4, 2023 — The United States suspended $80 million in food aid to Somalia on Monday "
         "after sacks were found on markets.\n\nAn inquiry will take two months."),
    Told("2024-02-13", "potomac-note.example", "Food aid to Somalia goes on",
         "WASHINGTON, February 13, 2024 — The United States resumed food aid to Somalia on Tuesday and released "
         "$80 million.\n\nThe inquiry named four men."),
    # Ukraine: a package and its tranches, several donors, arms refused, generators
    Told("2024-01-16", "steppe-monitor.example", "EU agrees on a package for Ukraine",
         "BRUSSELS, January 16, 2024 — The European Union approved a 5 billion euro package for Ukraine on Tuesday, "
         "including 2 billion euros in loans.\n\nTwo members had held it up for weeks."),
    Told("2024-01-17", "lowland-report.example", "Five billion for Kyiv",
         "The European Union approved 5 billion euros for Ukraine on Tuesday.\n\nMembers will vote again in a year."),
    Told("2024-02-20", "steppe-monitor.example", "First tranche for Ukraine",
         "BRUSSELS, February 20, 2024 — The European Union disbursed 1.5 billion euros to Ukraine on Tuesday, the "
         "first tranche of its 5 billion euro package.\n\nThe next is due in summer."),
    Told("2024-02-06", "han-river-daily.example", "Seoul sends generators to Ukraine",
         "SEOUL, February 6, 2024 — South Korea has sent 150 generators to Ukraine, the defence ministry said on "
         "Tuesday.\n\nThey left by ship in December."),
    Told("2024-02-07", "polder-post.example", "Dutch pledge for Ukraine",
         "THE HAGUE, February 7, 2024 — The Netherlands pledged 250 million euros in military aid to Ukraine on "
         "Wednesday.\n\nThe minister named no date."),
    Told("2024-02-08", "canal-times.example", "Military aid from The Hague",
         "The Netherlands will provide 250 million euros in military aid to Ukraine, the defence minister said on "
         "Wednesday.\n\nDrones are part of it."),
    Told("2024-02-09", "tulip-sheet.example", "A quarter of a billion",
         "The Netherlands pledged 200 million euros in military aid to Ukraine on Wednesday.\n\nThe figure was "
         "confirmed by two members of parliament."),
    Told("2024-03-05", "polder-post.example", "The Netherlands signs for drones",
         "THE HAGUE, March 5, 2024 — The Netherlands signed an agreement on 250 million euros in military aid to "
         "Ukraine on Tuesday.\n\nDeliveries begin in June."),
    Told("2024-02-27", "alpine-courier.example", "Bern says no to ammunition",
         "BERN, February 27, 2024 — Switzerland refused a request from Ukraine for ammunition on Tuesday.\n\nThe law "
         "forbids it, the government said."),
    Told("2024-02-21", "steppe-monitor.example", "Kyiv asks Bern for ammunition",
         "KYIV, February 21, 2024 — Ukraine asked Switzerland for ammunition on Wednesday.\n\nThe letter names 12,000 "
         "rounds."),
    # sanctions and easings
    Told("2023-09-05", "lowland-report.example", "EU sanctions on Belarus",
         "BRUSSELS, September 5, 2023 — The European Union imposed sanctions on Belarus on Tuesday, freezing the "
         "assets of nine officials.\n\nMinsk spoke of a hostile act."),
    Told("2023-09-06", "thames-ledger.example", "London follows with sanctions",
         "LONDON, September 6, 2023 — Britain imposed sanctions on Belarus on Wednesday and banned exports of "
         "machine parts.\n\nThe list has sixteen names."),
    Told("2024-04-16", "lowland-report.example", "Sanctions on Belarus eased",
         "BRUSSELS, April 16, 2024 — The European Union lifted sanctions on Belarus on Tuesday for potash, after "
         "prisoners were freed.\n\nOther measures stay."),
    Told("2023-08-22", "potomac-note.example", "US blacklists a bank of Myanmar",
         "WASHINGTON, August 22, 2023 — The United States imposed sanctions on Myanmar on Tuesday.\n\nTwo banks may no "
         "longer deal in dollars."),
    # quakes, camps and loans
    Told("2023-09-12", "atlas-journal.example", "Spain sends rescuers to Morocco",
         "MADRID, September 12, 2023 — Spain has sent 86 rescuers and eight dogs to Morocco, the defence ministry said "
         "on Tuesday.\n\nThey dig in three villages."),
    Told("2023-09-12", "gulf-tribune.example", "Qatar pledges $20 million for Morocco",
         "DOHA, September 12, 2023 — Qatar pledged $20 million to Morocco on Tuesday after the earthquake.\n\nA "
         "hospital will be built in the south."),
    Told("2023-09-13", "atlas-journal.example", "Doha’s twenty million",
         "Qatar will give Morocco $20 million for a hospital, the royal court said on Tuesday.\n\nWork starts in "
         "spring."),
    Told("2023-10-24", "bengal-leaf.example", "Japan lends Bangladesh for a bridge",
         "DHAKA, October 24, 2023 — Japan signed a loan of 120 billion yen for Bangladesh on Tuesday to build a rail "
         "bridge.\n\nIt is to be paid back in thirty years."),
    Told("2023-10-25", "rail-weekly.example", "A bridge of 120 billion yen",
         "Japan signed a 120 billion yen loan for Bangladesh on Tuesday.\n\nThe bridge will carry two tracks."),
    Told("2023-11-14", "bengal-leaf.example", "Australia helps in the camps",
         "CANBERRA, November 14, 2023 — Australia will provide 45 million Australian dollars to Bangladesh for "
         "refugees, Foreign Minister Dale Prentiss announced on Tuesday.\n\nHalf goes to schools."),
    Told("2023-11-21", "lagoon-press.example", "Italy and France give for Chad",
         "ROME, November 21, 2023 — Italy and France pledged 18 million euros each to Chad on Tuesday for people who "
         "fled from Sudan.\n\nThe camps are full."),
    Told("2023-11-22", "sahel-line.example", "Chad thanks two donors",
         "France pledged 18 million euros to Chad on Tuesday. Italy pledged 18 million euros to Chad on Tuesday.\n\n"
         "The president thanked both."),
    Told("2024-01-23", "sahel-line.example", "Denmark cuts support for Niger",
         "COPENHAGEN, January 23, 2024 — Denmark suspended 70 million kroner in aid to Niger on Tuesday after the "
         "coup.\n\nFood for schools goes on."),
    Told("2024-01-30", "northern-wire.example", "Finland and Sweden for Moldova",
         "HELSINKI, January 30, 2024 — Finland and Sweden together pledged 24 million euros to Moldova on Tuesday for "
         "its power grid.\n\nThe lines are sixty years old."),
    Told("2024-02-15", "delta-dispatch.example", "Canada’s money for Haiti",
         "OTTAWA, February 15, 2024 — Canada has given Haiti more than 100 million Canadian dollars since 2022, and "
         "will provide another 25 million Canadian dollars, the prime minister said on Thursday.\n\nPolice come "
         "first."),
    Told("2024-03-27", "gulf-tribune.example", "Kuwait may help Yemen",
         "KUWAIT CITY, March 27, 2024 — Kuwait is considering a grant of $15 million for Yemen, a minister said on "
         "Wednesday.\n\nA decision is expected after the holidays."),
    Told("2024-04-03", "harbour-news.example", "A quiet week in the port",
         "The port counted forty ships this week, six fewer than a year ago. The mayor opened a footbridge, and the "
         "market hall has a new roof. Rain is expected until Sunday."),
)  # fmt: skip


def pages() -> list[Page]:
    """The fifty as pages, as a table would give them."""
    found = []
    for number, told in enumerate(STORIES, 1):
        url = f"https://{told.paper}/{told.day.replace('-', '/')}/{number}"
        found.append(Page(f"story-{number:02d}", "fifty.py", text=told.text, title=told.title,
                          date=date.fromisoformat(told.day).isoformat(), url=url))  # fmt: skip
    return found
