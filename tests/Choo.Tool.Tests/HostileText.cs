namespace Choo.Tool.Tests;

/// <summary>Text that somebody may write into names, titles, logs, patches and addresses so that it does more than be read.</summary>
internal static class HostileText
{
    public static readonly string[] All =
    [
        "<script>alert(1)</script>", "</style><script>alert(1)</script>", "</title><svg onload=alert(1)>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</pre></details></main><iframe src=//evil.invalid>", "<!--", "--><b>", "]]><x>", "<![CDATA[", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "&lt;script&gt;&#106;avascript:",
        "\e[2J\e]0;title\a\e[31m", "\u202eright to left\u2066", "half \ud800 pair \uffff \0 nul", "a\"]; n9[\"b", "```\n</details>\n# heading <base href=//evil.invalid>", "new\r\nline\u2028\u0085\tx", "{{constructor.constructor('alert(1)')()}}${7*7}",
    ];
}
