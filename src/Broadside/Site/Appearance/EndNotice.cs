using Broadside.Jobs;

namespace Broadside.Site.Appearance;

/// <summary>At the end of a notice's time; one that was changed meanwhile stays until its own.</summary>
internal sealed class EndNotice(PutUpNotice notice) : IJob
{
    public const string JobKind = "end notice";

    public string Kind => JobKind;

    public Task RunAsync(string payload, CancellationToken cancel) => notice.EndAsync(cancel);
}
