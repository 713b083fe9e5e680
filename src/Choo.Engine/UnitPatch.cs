using System.Collections.Immutable;
using Choo.Core.CodeReview;

namespace Choo.Engine;

/// <summary>What a unit changed, as git tells it.</summary>
/// <param name="Since">The revision before.</param>
/// <param name="Until">The commit with its work.</param>
/// <param name="Files">Every changed file.</param>
/// <param name="Patch">The patch of those that there was room for.</param>
/// <param name="LeftOut">How many files are not in it.</param>
public sealed record UnitPatch(string Since, string Until, ImmutableArray<ChangedLines> Files, string Patch, int LeftOut);
