using System.Text.Json;

namespace Broadside.Mail.Inbound.Hooks;

/// <summary>A relay that tells of bounces and complaints by calling an address of ours.</summary>
internal interface IRelayHook
{
    /// <summary>The last part of the address that it calls.</summary>
    string Relay { get; }

    /// <summary>Whether the operator has set what its calls are judged by.</summary>
    bool IsOn { get; }

    /// <summary>What it tells; nothing where the call was not signed by the relay.</summary>
    /// <param name="authorization">The field of that name, or empty.</param>
    /// <param name="notice">What was sent.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<ReturnedMail>?> ReadAsync(string authorization, JsonElement notice, CancellationToken cancel);
}
