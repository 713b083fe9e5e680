using System.Security.Cryptography;
using System.Text;
using Choo.Views.Timelines;

namespace Choo.Views.Pages;

/// <summary>The page's one style sheet, and the policy that allows it and nothing else.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public static string Text { get; } = $"{Base}{Bars}{Dark}{Narrow}{Print}";

    /// <summary>No script, no request, no form; styles only with this digest: https://www.w3.org/TR/CSP3/</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; base-uri 'none'; form-action 'none'";

    private const string Base = """

        :root{color-scheme:light dark;--page:#fff;--text:#1f2328;--faint:#59636e;--line:#d1d9e0;--soft:#f6f8fa;--link:#0969da;--good:#1a7f37;--bad:#cf222e;--warn:#9a6700;--busy:#0969da;--new:#dafbe1;--old:#ffebe9;--hunk:#ddf4ff}
        @media (prefers-color-scheme:dark){:root{--page:#0d1117;--text:#e6edf3;--faint:#9198a1;--line:#3d444d;--soft:#161b22;--link:#4493f8;--good:#3fb950;--bad:#ff7b72;--warn:#d29922;--busy:#4493f8;--new:#12261e;--old:#301b1e;--hunk:#121d2f}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:90rem;padding:1rem 1.5rem 3rem;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
        h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}
        h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
        h3{font-size:1rem;margin:0;display:inline}
        h4{font-size:.95rem;margin:1.25rem 0 .5rem}
        a{color:var(--link)}
        code,pre{font:.85em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        pre{margin:.5rem 0;padding:.6rem .75rem;background:var(--soft);border:1px solid var(--line);border-radius:6px;overflow:auto;max-height:32rem;white-space:pre-wrap}
        pre.diff{white-space:pre;overflow-wrap:normal}
        .why{border-left:4px solid var(--warn)}
        :focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-100rem}
        .skip:focus{position:static}
        .faint,.brief,.cut,caption,footer,dt{color:var(--faint)}
        .cut{font-style:italic}
        .next{font-weight:600}
        footer{margin-top:3rem;border-top:1px solid var(--line);font-size:.9rem}
        nav ul,.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1rem 0;padding:0}
        .legend li{display:flex;align-items:center;gap:.4rem;font-size:.9rem}
        .legend svg{width:.9rem;height:.9rem}
        .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.6rem 1.25rem;margin:1rem 0}
        .facts dt{font-size:.8rem}
        .facts dd{margin:0}
        .state{display:inline-block;padding:0 .55em;border:1px solid currentColor;border-radius:1em;font-size:.85rem;font-weight:600;white-space:nowrap}
        .good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}.busy{color:var(--busy)}.idle{color:var(--faint)}
        .scroll{overflow-x:auto;max-width:100%}
        .picture{border:1px solid var(--line);border-radius:6px;background:var(--soft)}
        .picture svg{display:block}
        table{border-collapse:collapse;width:100%;font-size:.9rem;overflow-wrap:normal}
        caption{text-align:left;padding:0 0 .5rem}
        th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top;font-weight:400}
        thead th{font-weight:600;white-space:nowrap}
        .units th[scope=row]{font-weight:600;overflow-wrap:anywhere}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        .units th:nth-child(n+3):nth-child(-n+7){text-align:right}
        .problems{list-style:none;padding:0}
        .problems li{margin:.75rem 0}
        details{margin:.35rem 0}
        summary{cursor:pointer;padding:.3rem 0}
        .unit{border:1px solid var(--line);border-radius:6px;padding:0 .9rem;content-visibility:auto;contain-intrinsic-size:auto 3rem}
        .unit[open]{padding-bottom:.75rem}
        .step{border-left:3px solid var(--line);padding-left:.75rem}
        .step.bad{color:inherit;border-left-color:var(--bad)}
        .what{font-weight:600}
        .found,.files{padding-left:1.25rem;margin:.4rem 0}
        .found li{white-space:pre-wrap}
        .new,.old,.hunk,.file{display:block}
        .new{background:var(--new)}.old{background:var(--old)}.hunk{background:var(--hunk);color:var(--faint)}.file{font-weight:700;border-top:1px solid var(--line)}
        .row,.axis{display:grid;grid-template-columns:14rem 1fr;gap:.75rem;align-items:center}
        .axis div{grid-column:2;display:flex;justify-content:space-between;color:var(--faint);font-size:.8rem;font-variant-numeric:tabular-nums}
        .row{padding:1px 0}
        .row:hover{background:var(--soft)}
        .name{font-size:.85rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
        .bar{width:100%;height:1rem;background:var(--soft);display:block}
        .resume{fill:var(--text)}

        """;

    // Waiting must not be the brightest of a dark page.
    private const string Dark = """
        @media screen and (prefers-color-scheme:dark){.dependencies{fill:#30363d}.slot{fill:#57606a}.prepare{fill:#8b949e}}

        """;

    private const string Narrow = """
        @media (max-width:45rem){
        body{padding:.75rem .75rem 2rem}
        .facts{grid-template-columns:1fr 1fr}
        .row{grid-template-columns:1fr;gap:0;padding:.2rem 0}
        .axis{grid-template-columns:1fr;gap:0}
        .axis div{grid-column:1}
        .units thead{position:absolute;left:-100rem}
        .units,.units caption,.units tbody,.units tr,.units th,.units td{display:block}
        .units tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
        .units th,.units td{border:0;padding:.1rem 0;text-align:left}
        .units td{display:inline-block;margin-right:1rem}
        .units td::before{content:attr(data-label) " ";color:var(--faint);font-size:.8rem}
        }

        """;

    private const string Print = """
        @media print{
        :root{--page:#fff;--text:#000;--faint:#444;--line:#bbb;--soft:#fff;--link:#000}
        body{max-width:none;padding:0;font-size:.75rem}
        nav,.skip{display:none}
        pre{max-height:none}
        .unit{content-visibility:visible;break-inside:auto}
        .unit::details-content,.step.bad::details-content{content-visibility:visible;block-size:auto}
        .scroll{overflow:visible}
        .picture svg{max-width:100%;height:auto}
        .row,tr,.problems li{break-inside:avoid}
        h2,h3,h4,summary{break-after:avoid}
        .bar,.new,.old,.state{print-color-adjust:exact}
        }

        """;

    private static string Bars => string.Concat(Activities.All.Select(activity => $".{Activities.Class(activity)}{{fill:{Activities.Color(activity)}}}\n"));
}
