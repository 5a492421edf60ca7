using Broadside.Kit;

namespace Broadside.Record;

/// <summary>Every story's events, people, words and sources: what a text suggests of them. Takes articles; gives suggestions that say by which rule they were made.</summary>
public sealed class RecordModule : IModule
{
    public void AddCommands(CommandTree commands) => RecordCommands.Add(commands);
}
