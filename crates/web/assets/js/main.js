// Starts the modules. Every page works without them.
import { tellTimes } from "./time.js";
import { listenForKeys } from "./key.js";
import { fitPanels } from "./panel.js";
import { suggestWords } from "./suggest.js";

document.documentElement.dataset.scripted = "";
tellTimes();
listenForKeys();
fitPanels();
suggestWords();
