"""Agreements: dates of two precisions, none at all, other parties."""

from tests.traps.making import DIFFERENT, SAME, UNSURE, Trap, place, tie

LILLE, COLOGNE, ESSEN = "FR-COM-59350", "wd-Q365", "wd-Q2066"
TWINS = (LILLE, COLOGNE)

TIES = (
    Trap("a year and a day in it", SAME, "12 May 2008 lies in 2008; parties and kind agree.",
         (tie("a-tie", *TWINS, date="2008", kinds=("cooperation-agreement",)),),
         (tie("b-tie", *TWINS, date="2008-05-12", kinds=("cooperation-agreement",)),)),
    Trap("two dates", DIFFERENT, "Ten years lie between two agreements of the same parties.",
         (tie("a-tie", *TWINS, date="1998", kinds=("cooperation-agreement",)),),
         (tie("b-tie", *TWINS, date="2008-05-12", kinds=("cooperation-agreement",)),)),
    Trap("a renewal", DIFFERENT, "What renews an agreement is another one.",
         (tie("a-tie", *TWINS, date="2005", kinds=("cooperation-agreement",)),),
         (tie("b-tie", *TWINS, date="2010", kinds=("cooperation-agreement",), renews="b-first"),
          tie("b-first", *TWINS, date="2005", kinds=("cooperation-agreement",)))),
    Trap("one without a date", UNSURE, "It may be that agreement or another.",
         (tie("a-tie", *TWINS, kinds=("cooperation-agreement",)),),
         (tie("b-tie", *TWINS, date="2008-05-12", kinds=("cooperation-agreement",)),)),
    Trap("both without a date", UNSURE, "The parties alone do not single an agreement out.",
         (tie("a-tie", *TWINS, kinds=("cooperation-agreement",)),),
         (tie("b-tie", *TWINS, kinds=("cooperation-agreement",)),)),
    Trap("a twinning without a date", SAME, "Two towns twin once: the parties are its key.",
         (tie("a-twin", *TWINS, type="Twinning", name="Jumelage", kinds=("twinning",)),),
         (tie("b-twin", *TWINS, type="Twinning", date="1958", name="Jumelage",
              kinds=("twinning",)),)),
    Trap("a year and two days in it", UNSURE, "Two agreements of that year; which is not told.",
         (tie("a-tie", *TWINS, date="2008", kinds=("cooperation-agreement",)),),
         (tie("b-may", *TWINS, date="2008-05-12", kinds=("cooperation-agreement",)),
          tie("b-oct", *TWINS, date="2008-10-03", kinds=("cooperation-agreement",)))),
    Trap("one year, two kinds", UNSURE, "A memorandum and a convention: one act or two?",
         (tie("a-tie", *TWINS, date="2008", kinds=("memorandum",)),),
         (tie("b-tie", *TWINS, date="2008-05-12", kinds=("convention",)),)),
    Trap("a third party", UNSURE, "One source may have left a party out.",
         (tie("a-tie", *TWINS, date="2008-05-12", kinds=("cooperation-agreement",)),),
         (tie("b-tie", *TWINS, ESSEN, date="2008-05-12", kinds=("cooperation-agreement",)),)),
    Trap("another party", DIFFERENT, "Essen is not Cologne.",
         (tie("a-tie", LILLE, COLOGNE, date="2008-05-12", kinds=("cooperation-agreement",)),),
         (tie("b-tie", LILLE, ESSEN, date="2008-05-12", kinds=("cooperation-agreement",)),)),
    Trap("parties under other keys", SAME, "Lille is found by its code, and the dates agree.",
         (tie("a-tie", LILLE, COLOGNE, date="2008-05-12", kinds=("cooperation-agreement",)),
          place(LILLE, "Lille", "FR-59", codes=["59350"])),
         (tie("b-tie", "b-lille", COLOGNE, date="2008-05-12", kinds=("cooperation-agreement",)),
          place("b-lille", "Lille", "FR-59", codes=["59350"]))),
)  # fmt: skip
