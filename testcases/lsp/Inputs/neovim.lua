-- In Neovim 0.7 or later, headless: open a file, see the finding, take the repair
-- that is offered, and see the finding go.
--
-- The environment says SERVER, the words of the server's command.

local words = vim.split(os.getenv('SERVER'), ' ')

local function fail(text)
  io.stderr:write('not as it should be: ' .. text .. '\n')
  vim.cmd('cquit 1')
end

local function wanted(is_so, text)
  if not vim.wait(300000, is_so, 20) then fail(text) end
end

local function ours()
  return vim.tbl_filter(function(shown)
    return shown.source == 'closewait'
  end, vim.diagnostic.get(0))
end

vim.cmd('filetype on')
local client = vim.lsp.start_client({
  name = 'closewait', cmd = words, root_dir = vim.fn.getcwd(),
})
if not client then fail('the server does not start') end
vim.bo.filetype = 'c'
vim.lsp.buf_attach_client(0, client)

wanted(function() return #ours() == 1 end, 'no finding')
local found = ours()[1]
if found.lnum ~= 12 or found.severity ~= vim.diagnostic.severity.WARN then
  fail(vim.inspect(found))
end
if found.code ~= 'socket.CloseWait' and found.user_data.lsp.code ~= 'socket.CloseWait' then
  fail(vim.inspect(found))
end
print(found.message)

-- Typing above it moves it.
vim.api.nvim_buf_set_lines(0, 0, 0, false, { '/* a line more */' })
wanted(function() return #ours() == 1 and ours()[1].lnum == 13 end, 'it does not move')

-- The list of actions that would come up, and the choice of ours.
local chosen
vim.ui.select = function(items, options, choose)
  for index, item in ipairs(items) do
    if options.format_item(item) == 'Close the descriptor here' then
      chosen = item
      choose(item, index)
    end
  end
end
vim.api.nvim_win_set_cursor(0, { 14, 5 })
local function closes()
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 12, 15, false), '\n')
  return text:find('close%(fd%);')
end
-- The findings are of the text as it is a moment after the last key.
wanted(function()
  if not chosen then vim.lsp.buf.code_action() end
  vim.wait(300, closes, 20)
  return closes()
end, 'the repair')
wanted(function() return #ours() == 0 end, 'it does not go')

vim.lsp.stop_client(client)
wanted(function() return vim.lsp.client_is_stopped(client) end, 'the server does not end')
print('\nrepaired\n')
vim.cmd('qall!')
