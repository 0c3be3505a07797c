"""An inventory in pure functions: csv-like parsing, grouping, pivoting, report with alignment, dates by hand, rounding."""
DATA = '''id,name,qty,price,date
1,Widget,10,2.50,2024-02-28
2,"Gadget, large",3,19.99,2024-02-29
3,Widget,-4,2.50,2024-12-31
4,"Quote ""x""",0,1e3,1999-01-01
5,Bad,x,1,2023-02-29
6,Short
'''
def parse(text):
    header, *lines = text.splitlines()
    names = header.split(',')
    for number, line in enumerate(lines, 2):
        cells, cell, quoted, i = [], '', False, 0
        while i < len(line):
            c = line[i]
            if quoted:
                if c == '"' and line[i + 1:i + 2] == '"': cell += '"'; i += 1
                elif c == '"': quoted = False
                else: cell += c
            elif c == '"': quoted = True
            elif c == ',': cells.append(cell); cell = ''
            else: cell += c
            i += 1
        cells.append(cell)
        try: yield dict(zip(names, cells, strict=True))
        except ValueError as e: print(f'line {number}: {e}')
def date(text):
    y, m, d = map(int, text.split('-'))
    leap = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
    days = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not (1 <= m <= 12 and 1 <= d <= days[m - 1]): raise ValueError(f'no such day: {text}')
    n = y * 365 + (y - 1) // 4 - (y - 1) // 100 + (y - 1) // 400 + sum(days[:m - 1]) + d
    return n, 'Fri Sat Sun Mon Tue Wed Thu'.split()[n % 7]
rows, errors = [], []
for r in parse(DATA):
    try: rows.append({**r, 'qty': int(r['qty']), 'price': float(r['price']), 'day': date(r['date'])})
    except ValueError as e: errors.append((r['id'], e))
print(errors)
groups = {}
for r in rows: groups.setdefault(r['name'], []).append(r)
for name, rs in sorted(groups.items(), key=lambda kv: (-sum(r['qty'] * r['price'] for r in kv[1]), kv[0])):
    print(f"{name:<15.15}|{sum(r['qty'] for r in rs):>+6d}|{sum(r['qty'] * r['price'] for r in rs):>12,.2f}|{max(r['day'][0] for r in rs):_}|{'/'.join(r['day'][1] for r in rs)}")
print(f"{'total':-^40}", round(sum(r['qty'] * r['price'] for r in rs for rs in groups.values()), 2), [round(x, 1) for x in (0.25, 0.35, 2.675, -0.5, 1e-9)], [f'{x:.0f}' for x in (0.5, 1.5, 2.5)], [f'{x:g}' for x in (1e-5, 123456789.0, 1e16, 0.1 + 0.2)], 7.0 / 3, 1e22, 1e21 + 1, -0.0, 1.0e-7, 123456789012345680.0)
print({k: v for k, v in sorted({r['name']: r['price'] for r in rows}.items())}, *(type(v).__name__ for v in rows[0].values()), sep='; ')
print(*[f'{n:>{w}}' for n, w in zip(('id', 'name'), (4, 10))], *map('{id:>4} {name:>15}'.format_map, rows), sep='\n')
import sys
for chunk in iter(lambda it=iter(DATA): ''.join(c for _, c in zip(range(40), it)), ''): sys.stdout.write(repr(chunk) + '\n')
sys.exit(len(errors) and f'{len(errors)} errors')
