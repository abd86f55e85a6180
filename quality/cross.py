"""Cross-validated figures of the judge on coded articles (five folds, by article).

usage: cross.py [--folder ../shared/gold] [--name train] [--out PREDICTED.jsonl]
"""
