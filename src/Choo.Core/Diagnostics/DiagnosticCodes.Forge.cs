namespace Choo.Core.Diagnostics;

/// <summary>502x: the forge.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>CHOO5021.</summary>
    public static readonly DiagnosticCode NoForge = new("CHOO5021", Severity.Error, "The repository on the forge is not known");

    /// <summary>CHOO5022.</summary>
    public static readonly DiagnosticCode NoForgeToken = new("CHOO5022", Severity.Error, "No token for the forge");

    /// <summary>CHOO5023.</summary>
    public static readonly DiagnosticCode ForgeTokenRefused = new("CHOO5023", Severity.Error, "The forge refused the token");

    /// <summary>CHOO5024.</summary>
    public static readonly DiagnosticCode ForgePermission = new("CHOO5024", Severity.Error, "The token lacks a permission");

    /// <summary>CHOO5025.</summary>
    public static readonly DiagnosticCode ForgeRateLimited = new("CHOO5025", Severity.Warning, "A limit of the forge is reached");

    /// <summary>CHOO5026.</summary>
    public static readonly DiagnosticCode ForgeUnavailable = new("CHOO5026", Severity.Error, "The forge cannot be reached");

    /// <summary>CHOO5027.</summary>
    public static readonly DiagnosticCode ForgeAnswerLost = new("CHOO5027", Severity.Error, "An answer of the forge was lost");

    /// <summary>CHOO5028.</summary>
    public static readonly DiagnosticCode ForgeNotFound = new("CHOO5028", Severity.Error, "Not found on the forge");

    /// <summary>CHOO5029.</summary>
    public static readonly DiagnosticCode ForgeRefused = new("CHOO5029", Severity.Error, "The forge refused a request");
}
