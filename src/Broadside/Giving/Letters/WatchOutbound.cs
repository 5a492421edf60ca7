using Broadside.Guard;
using Broadside.Jobs;

namespace Broadside.Giving.Letters;

/// <summary>Rings while this copy of the newsroom may not act towards the outside: then nobody is charged, paid back or written to, and a person must say whether it is the one.</summary>
public sealed class WatchOutbound(OutboundSwitch outbound, Alarms alarms) : IJob
{
    public const string JobKind = "watch outbound";

    private const string Code = "outbound-quiet";

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        if (await outbound.WhyQuietAsync(cancel) is { } why)
        {
            await alarms.RaiseAsync(Code, "outbound", $"This is a copy of a newsroom: it charges nobody, pays nothing back and writes to no donor. {why} If it is the one that shall act, and no other runs, say so: broadside outbound confirm.", cancel);
        }
        else
        {
            await alarms.ClearAsync(Code, "outbound", cancel);
        }
    }
}
