namespace Choo.Core.Diagnostics;

// 01xx: configuration.
public static partial class DiagnosticCodes
{
    /// <summary>The configuration is not YAML, or not a map.</summary>
    public static readonly DiagnosticCode ConfigMalformed = new("CHOO0101", Severity.Error, "Malformed configuration");

    /// <summary>A key that choo does not know.</summary>
    public static readonly DiagnosticCode ConfigUnknownKey = new("CHOO0102", Severity.Warning, "Unknown configuration key");

    /// <summary>A value of the wrong type.</summary>
    public static readonly DiagnosticCode ConfigWrongType = new("CHOO0103", Severity.Error, "Configuration value of the wrong type");

    /// <summary>A value outside what is allowed.</summary>
    public static readonly DiagnosticCode ConfigBadValue = new("CHOO0104", Severity.Error, "Configuration value not allowed");

    /// <summary>A key that stands twice.</summary>
    public static readonly DiagnosticCode ConfigRepeatedKey = new("CHOO0105", Severity.Error, "Repeated configuration key");

    /// <summary>An environment variable with a value that cannot be used.</summary>
    public static readonly DiagnosticCode EnvironmentBadValue = new("CHOO0106", Severity.Error, "Environment variable with a bad value");

    /// <summary>A secret, or an address that is one, where a variable's name belongs.</summary>
    public static readonly DiagnosticCode ConfigSecret = new("CHOO0107", Severity.Error, "A secret in the configuration");
}
