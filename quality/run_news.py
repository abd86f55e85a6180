"""How many acts are read rightly in 50 articles of any news of whose codes nothing has learned (coded/unseen.jsonl.gz).

usage: run_news.py [--min-confidence 0.3]

A text counts from its first 3,600 characters, which its coder saw. Most of these articles hold no act. Their
sentences are among those that the teacher of train_teacher.py was asked about.
"""

from __future__ import annotations

import argparse

from coded_news import coded_news
from gold import article_of
from pledgebook.finding.confidence import load_confidence
from pledgebook.finding.find import find_acts
from pledgebook.settings import Settings
from train_confidence import score_module


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--min-confidence", type=float, default=load_confidence().floor)
    floor = ask.parse_args().min_confidence
    coded, score = coded_news("unseen"), score_module()
    readings = find_acts([article_of(row.text) for row in coded], Settings().pipeline, floor)
    told = [[act.to_json() for act in reading.acts] for reading in readings]
    right = sum(len(score.match(row.acts, acts)) for row, acts in zip(coded, told, strict=True))
    wanted, kept = sum(len(row.acts) for row in coded), sum(map(len, told))
    print(f"{len(coded)} articles, {wanted} coded acts; {kept} kept, {right} right")
    print("precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*score.f1(right, kept, wanted)))


if __name__ == "__main__":
    main()
