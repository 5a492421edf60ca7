namespace Broadside.Kit;

/// <summary>Work that a module does when a newsroom is closed in good order. Nothing may depend on it: programs are killed too.</summary>
public interface IClosing
{
    Task CloseAsync();
}
