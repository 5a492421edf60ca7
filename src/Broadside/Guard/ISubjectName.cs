namespace Broadside.Guard;

/// <summary>Says what a person calls a subject: for an article its address. Null where it is not this module's.</summary>
public interface ISubjectName
{
    string? NameOf(string subject);
}
