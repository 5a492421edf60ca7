using Broadside.Kit;

namespace Broadside.Giving.Pay;

/// <summary>Whose account, and where they are: the only form of an address that Swiss codes may have.</summary>
/// <param name="Name">1 to 70 characters.</param>
/// <param name="Street">Or a post box; at most 70, may be empty.</param>
/// <param name="BuildingNumber">At most 16, may be empty.</param>
/// <param name="PostCode">1 to 16, without the country.</param>
/// <param name="Town">1 to 35.</param>
/// <param name="Country">Two capital letters.</param>
public sealed record SwissCreditor(string Name, string Street, string BuildingNumber, string PostCode, string Town, string Country)
{
    public Refusal? Fault()
    {
        (string Field, string Value, int Least, int Most)[] parts = [("name", Name, 1, 70), ("street", Street, 0, 70), ("building", BuildingNumber, 0, 16), ("postcode", PostCode, 1, 16), ("town", Town, 1, 35), ("country", Country, 2, 2)];
        foreach (var (field, value, least, most) in parts)
        {
            if (value.Length < least || value.Length > most || value.Trim() != value || value.Any(c => !IsAllowed(c)) || (field == "country" && !value.All(char.IsAsciiLetterUpper)))
            {
                return new Refusal("holder_address", $"The account holder's {field} must have {least} to {most} letters, digits and marks of Latin script.", field);
            }
        }
        return null;
    }

    /// <summary>The standard's letters: printable ASCII, Latin-1, Latin Extended-A and a few more.</summary>
    internal static bool IsAllowed(char letter) => letter is >= ' ' and <= '~' or >= '\u00A0' and <= '\u017F' or 'Ș' or 'ș' or 'Ț' or 'ț' or '€';
}
