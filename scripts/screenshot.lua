-- For scripts/screenshot: what docs/ide.md sets up for Neovim, and the finding's
-- path in the quickfix list.
vim.opt.number = true
vim.opt.signcolumn = 'yes'
vim.opt.laststatus = 0
vim.opt.showmode = false
vim.opt.ruler = false
vim.cmd('syntax on | colorscheme slate')
vim.lsp.start_client({
  name = 'closewait', cmd = vim.split(os.getenv('SERVER'), ' '), root_dir = vim.fn.getcwd(),
  on_init = function(client) vim.lsp.buf_attach_client(0, client.id) end,
})

local function path_of(shown)
  local items = {}
  for _, step in ipairs(shown.user_data.lsp.relatedInformation or {}) do
    table.insert(items, {
      filename = vim.uri_to_fname(step.location.uri),
      lnum = step.location.range.start.line + 1,
      col = step.location.range.start.character + 1,
      text = step.message,
    })
  end
  vim.fn.setqflist({}, ' ', { title = shown.message, items = items })
  -- Its last steps are those that tell most.
  vim.cmd('copen 9 | setlocal nonumber signcolumn=no nowrap | normal! G')
end

vim.wait(20000, function()
  for _, shown in ipairs(vim.diagnostic.get(0)) do
    if shown.source == 'closewait' then
      vim.api.nvim_win_set_cursor(0, { shown.lnum + 1, shown.col })
      path_of(shown)
      return true
    end
  end
end, 50)
vim.cmd('wincmd p | normal! zz')
vim.diagnostic.config({ virtual_text = false })
vim.cmd('highlight NormalFloat ctermbg=236 ctermfg=252')
local _, window = vim.diagnostic.open_float({
  scope = 'line', source = 'always', header = '', prefix = '', max_width = 90,
})
vim.api.nvim_win_set_option(window, 'linebreak', true)
