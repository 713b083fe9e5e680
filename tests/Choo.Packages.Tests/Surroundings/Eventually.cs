using System.Diagnostics;
using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>For what another process does without telling.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<bool> condition, string otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), otherwise);
            await Task.Delay(10);
        }
    }
}
