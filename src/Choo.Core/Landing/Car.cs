namespace Choo.Core.Landing;

/// <summary>A unit in the train.</summary>
internal sealed class Car(string unit, string tip)
{
    public string Unit => unit;

    /// <summary>The unit's newest commit.</summary>
    public string Tip => tip;

    /// <summary>Its merge commit while it is coupled to the train.</summary>
    public string Commit { get; set; } = "";

    /// <summary>How many units its proof may cover: halved each time a proof that covered it failed.</summary>
    public int BatchLimit { get; set; } = int.MaxValue;

    /// <summary>How often it was proved and could not land because somebody else moved the target.</summary>
    public int Rounds { get; set; }
}
