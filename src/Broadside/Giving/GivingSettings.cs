namespace Broadside.Giving;

/// <summary>Settings <c>Giving:…</c></summary>
public sealed record GivingSettings
{
    /// <summary>The currency that the form offers first, ISO 4217.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>Smallest gift, in whole units of its currency.</summary>
    public int Least { get; init; } = 5;
}
