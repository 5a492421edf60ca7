using Broadside.Guard;

namespace Broadside.Digest;

/// <summary>People call a digest by its address in the archive.</summary>
internal sealed class DigestNames : ISubjectName
{
    public string? NameOf(string subject) => subject.Split('/') is ["digest", var day] ? $"/digest/{day}/" : null;
}
