using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>Settings <c>Guard:…</c></summary>
public sealed record GuardSettings
{
    /// <summary>E-mail addresses that are told of every alarm. None: the owners'; "none": nobody's.</summary>
    public IReadOnlyList<string> AlarmMail { get; init; } = [];

    /// <summary>An address, as <c>https://hooks.example.org/x</c>, to which every alarm is posted as JSON.</summary>
    public string? AlarmHook { get; init; }

    /// <summary>Signs what is posted: <c>Broadside-Signature: t=SECONDS,v1=HEX</c>, HMAC-SHA256 over "SECONDS.BODY".</summary>
    [Secret]
    public string? AlarmHookSecret { get; init; }

    /// <summary>Whether that address may be one of the local network.</summary>
    public bool AlarmHookPrivate { get; init; }
}
