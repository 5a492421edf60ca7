namespace Broadside.Giving.Gifts;

/// <summary>Who that is; may be erased.</summary>
public sealed class DonorDetails
{
    public required string Donor { get; init; }

    /// <summary>What makes two addresses the same.</summary>
    public required string EmailKey { get; set; }

    public required string Email { get; set; }

    public string? Name { get; set; }

    /// <summary>Postal.</summary>
    public string? Address { get; set; }

    public string? Country { get; set; }

    public required string Language { get; set; }
}
