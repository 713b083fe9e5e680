using Choo.Engine;

namespace Choo.Tool.Output;

/// <summary>A view of a run. All views show the one stream of events; disposing gives the terminal back.</summary>
internal interface IRunView : IRunObserver, IDisposable
{
    /// <summary>A person asked to stop; called at most twice, on any thread.</summary>
    void OnStopping(string signal);
}
