namespace Broadside.Guard;

/// <summary>Something signed whose copy in the database is no longer what was signed, was removed, or never was signed.</summary>
/// <param name="Subject">As "article/ID".</param>
/// <param name="Number">Of the live version, or of the old or forged row that was found.</param>
/// <param name="Name">What a person calls it where the subject does not tell: the address in a forged row.</param>
public sealed record AlteredVersion(string Subject, int Number, string? Name = null);
