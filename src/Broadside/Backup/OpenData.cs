using System.Collections;
using Broadside.Kit;

namespace Broadside.Backup;

/// <summary>Opens the newsroom of another data folder than this program's own, with all its modules.</summary>
/// <param name="data">The folder.</param>
/// <param name="environment">Variables that settings are read from.</param>
/// <param name="change">Replaces services; null: none.</param>
/// <param name="cancel">Ends it.</param>
public delegate Task<OpenNewsroom> OpenData(string data, IDictionary environment, Action<IServiceCollection>? change, CancellationToken cancel);
