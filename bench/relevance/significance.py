"""Whether one ranking is better than another, and what a choice is worth where it was not made. Arithmetic only."""
import random
import statistics


def randomisation(ours, theirs, rounds=10_000, seed=1):
    """p of the paired randomisation test, two-sided: how often signs drawn by chance give a mean difference as large."""
    differences = [a - b for a, b in zip(ours, theirs, strict=True) if a != b]
    observed = abs(sum(differences))
    draw = random.Random(seed)
    extreme = 0
    for _ in range(rounds):
        signs = draw.getrandbits(len(differences)) if differences else 0
        total = sum(d if signs >> i & 1 else -d for i, d in enumerate(differences))
        extreme += abs(total) >= observed - 1e-12
    return (extreme + 1) / (rounds + 1)


def leave_one_out(table):
    """{collection: (setting, value)}: the setting with the best mean over the other collections, and what it has here.

    `table` is {setting: {collection: value}}; of equal settings the first is taken.
    """
    collections = list(next(iter(table.values())))
    chosen = {}
    for left_out in collections:
        mean = lambda setting: statistics.fmean(v for name, v in table[setting].items() if name != left_out)
        best = max(table, key=mean)
        chosen[left_out] = (best, table[best][left_out])
    return chosen
