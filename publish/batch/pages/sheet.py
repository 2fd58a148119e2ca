"""The style sheet of all pages, and the policy that allows it and nothing else."""

from __future__ import annotations

import base64
import hashlib

SHEET = """
:root{color-scheme:light dark;--ink:#1c1d1f;--soft:#5d6166;--line:#d9dbde;--paper:#fdfdfc;
--tint:#f2f3f1;--link:#0b57a4;--wrong:#a8261c;--doubt:#7a5200}
@media (prefers-color-scheme:dark){:root{
--ink:#e6e6e3;--soft:#a2a6ab;--line:#3a3d41;--paper:#17181a;
--tint:#212326;--link:#8ab8ee;--wrong:#ff9a8d;--doubt:#e6b95c}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{max-width:72rem;margin:0 auto;padding:2rem clamp(1rem,4vw,3rem) 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;letter-spacing:-.01em}
h2{font-size:1.2rem;line-height:1.3;margin:2.5rem 0 .5rem}
h2{overflow-wrap:anywhere}
p,ul,ol{margin:.4rem 0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible{outline:2px solid currentColor;outline-offset:2px}
.soft,small,caption,thead th{color:var(--soft)}
.wrong{color:var(--wrong)}.doubt{color:var(--doubt)}
code{font:.9em ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",monospace}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem .75rem}
nav{margin:.75rem 0}
nav a,nav span{display:inline-block;min-width:1.6rem;line-height:1.6rem;text-align:center}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:start;padding:0 0 .5rem}
th,td{padding:.45rem 1rem .45rem 0;text-align:start;vertical-align:top;
border-top:1px solid var(--line)}
thead th{font-weight:500;border-top:0;white-space:nowrap}
tbody th{font-weight:500;overflow-wrap:anywhere;min-width:12rem}
tbody th small{display:block;font-weight:400}
td.n,th.n{text-align:end;white-space:nowrap}
td.outlet{width:11rem}td.day,th.day{width:7rem;white-space:nowrap}
td.links,th.links{width:19rem}td.links{white-space:nowrap}td.links a{margin-inline-end:.75rem}
tr:target,h2:target{background:var(--tint)}
dl{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin:1.25rem 0 0}
dl div{display:flex;flex-direction:column-reverse}
dt{color:var(--soft);font-size:.9rem}dd{margin:0;font-size:1.6rem;line-height:1.1;
font-variant-numeric:tabular-nums}
ol.gone{padding-inline-start:1.5rem}ol.gone li{margin:.6rem 0}
ol.gone q{display:block;quotes:none;border-inline-start:3px solid var(--line);
padding-inline-start:.75rem;margin-top:.15rem;overflow-wrap:anywhere}
@media (max-width:40rem){td,th{padding-inline-end:.6rem}dl{gap:.5rem 1.5rem}
tbody th{min-width:8rem}}
@media print{html{font-size:10pt}nav{display:none}a{color:inherit}}
"""

_HASH = base64.b64encode(hashlib.sha256(SHEET.encode()).digest()).decode("ascii")
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
"""The content security policy of a page with this sheet and nothing else."""
