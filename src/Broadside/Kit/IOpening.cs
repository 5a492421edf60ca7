namespace Broadside.Kit;

/// <summary>Work that a module does each time a newsroom is opened, after the tables are up to date and in the modules' order.</summary>
public interface IOpening
{
    Task OpenAsync(CancellationToken cancel);
}
